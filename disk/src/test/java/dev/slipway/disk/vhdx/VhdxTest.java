package dev.slipway.disk.vhdx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.check.CheckReport;
import dev.slipway.disk.check.Finding;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VhdxTest {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;

  @Test
  void otherToolsReadWhatIsWritten() throws Exception {
    long[] sizes = {1, 511, 512, MIB - 512, MIB, MIB + 1, 40 * MIB + 512, 40 * MIB};
    for (long size : sizes) {
      for (int blockSize : new int[] {1 << 20, 32 << 20}) {
        Path raw = Made.raw(fresh("a.raw"), size, size > 2 * MIB ? 12 : 1, size);
        Path vhdx = Made.write(raw, fresh("a.vhdx"), new VhdxEncoding(blockSize));
        assertThat(Made.same(raw, vhdx)).as("%d bytes", size).isTrue();
        Oracle.approve("qemu-img", "compare", "-f", "raw", "-F", "vhdx", raw, vhdx);
        Oracle.approve("qemu-img", "check", "-f", "vhdx", vhdx);
        assertThat(check(vhdx).findings()).isEmpty();
      }
    }
    // 7-Zip takes no disk of 40 MiB + 512 bytes, not from QEMU either.
    Path out = folder.resolve("out");
    Oracle.approve("7zz", "e", "-o" + out, folder.resolve("a.vhdx"));
    try (var files = Files.list(out)) {
      assertThat(Made.same(folder.resolve("a.raw"), files.findFirst().orElseThrow())).isTrue();
    }
  }

  @Test
  void emptyDisksAndLargeOnesAreSmallFiles() throws Exception {
    Path empty = Made.raw(fresh("e.raw"), 5 * MIB, 0, 1);
    Oracle.approve(
        "qemu-img", "compare", empty, Made.write(empty, fresh("e.vhdx"), new VhdxEncoding()));
    Path raw = Made.raw(fresh("l.raw"), 2L << 40, 20, 2);
    Path vhdx = Made.write(raw, fresh("l.vhdx"), new VhdxEncoding());
    assertThat(Made.same(raw, vhdx)).isTrue();
    assertThat(check(vhdx).clean()).isTrue();
    Oracle.approve("qemu-img", "check", vhdx);
    assertThat(Files.size(vhdx)).isLessThan(80 * MIB);
  }

  @Test
  void whatQemuWritesIsReadAndClean() throws Exception {
    Path raw = Made.raw(fresh("a.raw"), 40 * MIB, 9, 3);
    for (String options : new String[] {"block_size=1M", "block_size=16M", "subformat=fixed"}) {
      Path vhdx = fresh("q.vhdx");
      Oracle.approve("qemu-img", "convert", "-O", "vhdx", "-o", options, raw, vhdx);
      assertThat(Made.same(raw, vhdx)).as(options).isTrue();
      assertThat(check(vhdx).corruptions()).as(options).isZero();
    }
    Path huge = fresh("h.vhdx");
    Oracle.approve("qemu-img", "create", "-f", "vhdx", "-o", "block_size=1M", huge, "64T");
    try (Disk disk = Disks.open(huge)) {
      assertThat(disk.size()).isEqualTo(64L << 40);
      assertThat(disk.extents().next()).isNull();
    }
  }

  @Test
  void aDamagedCopyIsPassedOverAndReported() throws Exception {
    Path raw = Made.raw(fresh("a.raw"), 4 * MIB, 4, 4);
    Path vhdx = Made.write(raw, fresh("a.vhdx"), new VhdxEncoding());
    put(vhdx, Header.SECOND + 100, 7);
    put(vhdx, RegionTable.FIRST + 3000, 7);
    assertThat(Made.same(raw, vhdx)).isTrue();
    assertThat(check(vhdx).findings()).extracting(Finding::kind).contains(Finding.Kind.CHECKSUM);
    put(vhdx, Header.FIRST + 100, 7);
    assertThatThrownBy(() -> Disks.open(vhdx).close())
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("neither of the two headers");
  }

  @Test
  void badTableEntriesAreFound() throws Exception {
    Path raw = Made.raw(fresh("a.raw"), 4 * MIB, 9, 5);
    Path vhdx = Made.write(raw, fresh("a.vhdx"), new VhdxEncoding());
    put(vhdx, 3 * MIB, 4 * MIB | 6, 4 * MIB | 6, 90 * MIB | 6, 5);
    assertThat(check(vhdx).findings())
        .extracting(Finding::kind)
        .contains(
            Finding.Kind.OVERLAP,
            Finding.Kind.OUT_OF_FILE,
            Finding.Kind.BAD_ENTRY,
            Finding.Kind.LEAK);
    try (Disk disk = Disks.open(vhdx)) {
      assertThatThrownBy(() -> disk.read(2 * MIB, ByteBuffer.allocate(1)))
          .isInstanceOf(DiskException.class)
          .hasMessageContaining("BAT entry");
    }
  }

  @Test
  void parentsAndUnknownRequirementsAreRefused() throws Exception {
    Path raw = Made.raw(fresh("a.raw"), MIB, 1, 6);
    Path vhdx = Made.write(raw, fresh("a.vhdx"), new VhdxEncoding());
    put(vhdx, 2 * MIB + Metadata.TABLE, MIB | 2L << 32);
    assertThatThrownBy(() -> Disks.open(vhdx).close()).hasMessageContaining("parent");
    put(vhdx, 2 * MIB + 32, 12345);
    assertThatThrownBy(() -> Disks.open(vhdx).close()).hasMessageContaining("required");
  }

  @Test
  void damageEndsInAResultOrARefusal() throws Exception {
    int rounds = Integer.getInteger("slipway.fuzz.rounds", 300);
    Path raw = Made.raw(fresh("a.raw"), 4 * MIB, 3, 7);
    Path vhdx = Made.write(raw, fresh("f.vhdx"), new VhdxEncoding());
    long[] places = {Header.FIRST, RegionTable.FIRST, 2 * MIB, 2 * MIB + Metadata.TABLE, 3 * MIB};
    for (int seed = 0; seed < rounds; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      long at = places[random.nextInt(places.length)] + 8L * random.nextInt(16);
      long before = get(vhdx, at);
      put(vhdx, at, random.nextLong() >>> random.nextInt(64));
      // So that damage behind checksums is seen too.
      seal(vhdx);
      Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> use(vhdx), "seed " + seed);
      put(vhdx, at, before);
      seal(vhdx);
    }
    assertThat(Made.same(raw, vhdx)).isTrue();
  }

  private static void use(Path vhdx) throws IOException {
    try {
      check(vhdx);
      try (Disk disk = Disks.open(vhdx)) {
        if (disk.extents().next() != null) {
          disk.read(0, ByteBuffer.allocate((int) Math.min(disk.size(), MIB)));
        }
      }
    } catch (DiskException e) {
      assertThat(e.getMessage()).contains("f.vhdx");
    }
  }

  private static void seal(Path file) throws IOException {
    seal(file, Header.FIRST, Header.BYTES);
    seal(file, Header.SECOND, Header.BYTES);
    seal(file, RegionTable.FIRST, RegionTable.BYTES);
  }

  static void seal(Path file, long at, int count) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] bytes = new byte[count];
      open.seek(at);
      open.readFully(bytes);
      ByteBuffer sealed = ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN);
      Checksum.put(sealed);
      open.seek(at);
      open.write(bytes);
    }
  }

  static long get(Path file, long at) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      open.seek(at);
      return Long.reverseBytes(open.readLong());
    }
  }

  static void put(Path file, long at, long... values) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(at);
      for (long value : values) {
        open.writeLong(Long.reverseBytes(value));
      }
    }
  }

  private static CheckReport check(Path file) throws IOException {
    try (FileSource source = FileSource.open(file)) {
      return VhdxCheck.check(source);
    }
  }

  private Path fresh(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    return file;
  }
}
