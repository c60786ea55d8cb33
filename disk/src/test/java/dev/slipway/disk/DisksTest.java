package dev.slipway.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DisksTest {
  private static final long GIB = 1L << 30;

  @TempDir Path folder;

  @Test
  void aRawDiskKnowsItsHoles() throws Exception {
    Path file = sparse("a.raw", 100 * GIB, 5 * GIB, 50 * GIB);
    try (Disk disk = Disks.open(file)) {
      assertThat(disk.extents())
          .containsExactly(new Extent(5 * GIB, 4096), new Extent(50 * GIB, 4096));
      assertThat(disk.nextExtent(5 * GIB + 1, 5 * GIB + 3)).isEqualTo(new Extent(5 * GIB + 1, 2));
      assertThat(disk.nextExtent(6 * GIB, 7 * GIB)).isNull();
    }
    DiskInfo info = Disks.info(file);
    assertThat(info.format()).isEqualTo(DiskFormat.RAW);
    assertThat(info.fileSize()).isEqualTo(100 * GIB);
    assertThat(info.usedSize()).isEqualTo(8192);
  }

  @Test
  void comparingFindsTheFirstDifference() throws Exception {
    Path one = sparse("a.raw", 100 * GIB, 5 * GIB, 50 * GIB);
    Path other = sparse("b.raw", 100 * GIB, 5 * GIB);
    Path same = sparse("c.raw", 100 * GIB, 5 * GIB, 50 * GIB);
    Path shorter = sparse("d.raw", 60 * GIB, 5 * GIB, 50 * GIB);
    assertThat(compare(one, other).firstDifference()).hasValue(50 * GIB);
    assertThat(compare(other, one).firstDifference()).hasValue(50 * GIB);
    assertThat(compare(one, same).identical()).isTrue();
    assertThat(compare(one, shorter)).isEqualTo(new Comparison(OptionalLong.empty(), false));
    Path cut = sparse("e.raw", 40 * GIB, 5 * GIB);
    assertThat(compare(cut, one).firstDifference()).hasValue(50 * GIB);
  }

  private static Comparison compare(Path one, Path other) throws IOException {
    try (Disk first = Disks.open(one);
        Disk second = Disks.open(other)) {
      return Disks.compare(first, second);
    }
  }

  @Test
  void writesAreForThoseWhoAsk() throws Exception {
    Path file = sparse("a.raw", 10000);
    try (Disk disk = Disks.open(file)) {
      assertThatThrownBy(() -> disk.write(0, ByteBuffer.allocate(1)))
          .isInstanceOf(DiskException.class)
          .hasMessageContaining(file + " is open for reading only");
    }
    try (Disk disk = Disks.open(file, Opening.READ.forWriting())) {
      disk.write(9999, ByteBuffer.wrap(new byte[] {7}));
      assertThatThrownBy(() -> disk.write(9999, ByteBuffer.allocate(2)))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThat(Files.readAllBytes(file)).hasSize(10000).endsWith(0, 7);
  }

  @Test
  void aCopyHasTheDataAndNotTheZeros() throws Exception {
    Path file = sparse("a.raw", 10 * GIB, GIB, 3 * GIB);
    try (RandomAccessFile writer = new RandomAccessFile(file.toFile(), "rw")) {
      writer.write(new byte[1 << 21]);
      writer.seek(10 * GIB - 5);
      writer.write(new byte[] {1, 2, 3, 4, 5});
    }
    Path copy = folder.resolve("copy.raw");
    try (Disk disk = Disks.open(file);
        RandomAccessFile writer = new RandomAccessFile(copy.toFile(), "rw")) {
      writer.setLength(disk.size());
      Disks.copy(
          disk,
          (position, data) -> {
            writer.seek(position);
            writer.getChannel().write(data);
          });
    }
    assertThat(compare(file, copy).identical()).isTrue();
    assertThat(Disks.info(copy).usedSize()).isEqualTo(3 * 4096);
  }

  /** A file of holes, with 4096 bytes of data at places. */
  private Path sparse(String name, long size, long... data) throws IOException {
    Path file = folder.resolve(name);
    try (RandomAccessFile writer = new RandomAccessFile(file.toFile(), "rw")) {
      writer.setLength(size);
      byte[] bytes = new byte[4096];
      Arrays.fill(bytes, (byte) 3);
      for (long at : data) {
        writer.seek(at);
        writer.write(bytes);
      }
    }
    return file;
  }
}
