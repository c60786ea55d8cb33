package dev.slipway.queue.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.build.cache.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderStorageSparseTest {
  private static final String KEY = "builds/1/1/web.raw";

  @TempDir private Path folder;

  @Test
  void whatIsZerosTakesNoRoom() throws Exception {
    byte[] disk = new byte[16 << 20];
    disk[5 << 20] = 1;
    FolderStorage storage = new FolderStorage(folder);
    assertThat(storage.put(KEY, new ByteArrayInputStream(disk), disk.length))
        .isEqualTo(Fingerprint.sha256(disk));
    Path file = folder.resolve(KEY);
    assertThat(Files.readAllBytes(file)).isEqualTo(disk);
    assertThat(blocks(file)).isLessThan(1 << 20);
  }

  @Test
  void anySizeInAnyPiecesComesBack() throws Exception {
    Random random = new Random(4);
    FolderStorage storage = new FolderStorage(folder);
    for (int i = 0; i < 50; i++) {
      byte[] content = new byte[random.nextInt(300_000)];
      int from = random.nextInt(content.length + 1);
      for (int j = from; j < Math.min(content.length, from + random.nextInt(100_000)); j++) {
        content[j] = (byte) random.nextInt();
      }
      InputStream pieces =
          new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
              return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(100_000)));
            }
          };
      storage.put(KEY, pieces, content.length);
      try (InputStream back = storage.read(KEY, 0, content.length)) {
        assertThat(back.readAllBytes()).isEqualTo(content);
      }
    }
  }

  @Test
  void anotherSizeIsNotKept() throws Exception {
    FolderStorage storage = new FolderStorage(folder);
    for (long size : new long[] {99, 101}) {
      assertThatThrownBy(() -> storage.put(KEY, new ByteArrayInputStream(new byte[100]), size))
          .isInstanceOf(IOException.class);
    }
    assertThat(folder.resolve(KEY)).doesNotExist();
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void aFileOnTheSameDiskIsTakenAsItIs() throws Exception {
    Path made = Files.write(folder.resolve("made"), new byte[1 << 20]);
    Object inode = Files.getAttribute(made, "unix:ino");
    new FolderStorage(folder).take(KEY, made, Fingerprint.sha256(made));
    assertThat(made).doesNotExist();
    assertThat(Files.getAttribute(folder.resolve(KEY), "unix:ino")).isEqualTo(inode);
  }

  private static long blocks(Path file) throws Exception {
    return Long.parseLong(
            dev.slipway.process.Command.of("stat", "-c", "%b", file.toString()).lines().getFirst())
        * 512;
  }
}
