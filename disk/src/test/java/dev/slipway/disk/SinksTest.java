package dev.slipway.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.tree.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinksTest {
  @TempDir Path folder;

  /** Stretches of random bytes and zeros at random places, on the heap and off it. */
  private static void scatter(Random random, byte[] disk, DiskSink sink) throws IOException {
    int at = 0;
    while (at < disk.length) {
      at += random.nextInt(3) == 0 ? 0 : random.nextInt(200_000);
      int length = Math.min(random.nextInt(1 << random.nextInt(22)), disk.length - at);
      if (length <= 0) {
        continue;
      }
      byte[] bytes = new byte[length];
      for (int i = 0; i < length; i += 1000) {
        if (random.nextInt(8) == 0) {
          bytes[i] = (byte) random.nextInt();
        }
      }
      System.arraycopy(bytes, 0, disk, at, length);
      ByteBuffer buffer =
          random.nextBoolean()
              ? ByteBuffer.wrap(bytes)
              : ByteBuffer.allocateDirect(length + 3).put(3, bytes).position(3);
      sink.write(at, buffer);
      assertThat(buffer.hasRemaining()).isFalse();
      at += length;
    }
  }

  @Test
  void fileAndHashAreWhatWasWritten() throws Exception {
    for (int seed = 0; seed < 25; seed++) {
      var random = new Random(seed);
      byte[] disk = new byte[1 + random.nextInt(20 << 20)];
      Path file = folder.resolve("disk" + seed);
      byte[] hash;
      var digest = MessageDigest.getInstance("SHA-256");
      try (var raw = new RawFileSink(file, disk.length);
          var hashing = new HashingSink(digest, disk.length)) {
        scatter(random, disk, new TeeSink(List.of(raw, hashing)));
        hash = hashing.finish();
      }
      assertThat(Arrays.mismatch(Files.readAllBytes(file), disk)).isEqualTo(-1);
      assertThat(hash).isEqualTo(MessageDigest.getInstance("SHA-256").digest(disk));
      Files.delete(file);
    }
  }

  @Test
  void zerosTakeNoRoom() throws Exception {
    Path file = folder.resolve("sparse");
    try (var raw = new RawFileSink(file, 1 << 30)) {
      byte[] bytes = new byte[8 << 20];
      bytes[5 << 20] = 1;
      raw.write(4096, ByteBuffer.wrap(bytes));
      raw.write(512 << 20, ByteBuffer.wrap(new byte[64 << 20]));
    }
    Map<String, Object> attributes = Files.readAttributes(file, "unix:size");
    assertThat(attributes.get("size")).isEqualTo(1L << 30);
    assertThat(Oracle.approve("du", "-k", file)).startsWith("4\t");
  }

  @Test
  void writingBackwardsOrBeyondTheEndIsRefused() throws Exception {
    try (var raw = new RawFileSink(folder.resolve("disk"), 8192);
        var hashing = new HashingSink(MessageDigest.getInstance("SHA-256"), 8192)) {
      for (DiskSink sink : List.of(raw, hashing)) {
        sink.write(4096, ByteBuffer.wrap(new byte[512]));
        for (long position : new long[] {0, 4607, 8000}) {
          assertThatThrownBy(() -> sink.write(position, ByteBuffer.wrap(new byte[512])))
              .isInstanceOf(DiskException.class)
              .hasMessageContaining("8192");
        }
      }
    }
    assertThatThrownBy(() -> new RawFileSink(folder.resolve("disk"), 1))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void aDigestThatFailsIsReportedAndDoesNotBlockTheWriter() throws Exception {
    var failing =
        new MessageDigest("failing") {
          @Override
          protected void engineUpdate(byte input) {
            throw new IllegalStateException("no");
          }

          @Override
          protected void engineUpdate(byte[] input, int offset, int length) {
            throw new IllegalStateException("no");
          }

          @Override
          protected byte[] engineDigest() {
            return new byte[0];
          }

          @Override
          protected void engineReset() {}
        };
    try (var hashing = new HashingSink(failing, 64 << 20)) {
      hashing.write(0, ByteBuffer.wrap(new byte[64 << 20]));
      assertThatThrownBy(hashing::finish).isInstanceOf(IOException.class).hasRootCauseMessage("no");
    }
  }

  @Test
  void theWriterJoinsSmallPiecesAndLeavesLongGaps() throws Exception {
    var writes = new java.util.ArrayList<String>();
    var out = new SinkWriter((at, data) -> writes.add(at + "+" + data.remaining()), 1000);
    out.write(new byte[10]);
    out.seek(1100);
    out.write(new byte[10]);
    out.seek(1 << 21);
    out.write(new Content.Bytes(new byte[(1 << 20) + 5]), "x");
    assertThat(out.position()).isEqualTo(3 * (1 << 20) + 5);
    out.flush();
    assertThat(writes).containsExactly("1000+110", "2097152+1048576", "3145728+5");
    assertThatThrownBy(() -> out.seek(5)).isInstanceOf(IllegalArgumentException.class);
  }
}
