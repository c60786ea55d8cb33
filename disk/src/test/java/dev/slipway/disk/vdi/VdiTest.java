package dev.slipway.disk.vdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.check.CheckReport;
import dev.slipway.disk.check.Finding;
import dev.slipway.disk.file.FileSource;
import dev.slipway.disk.vhdx.Made;
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

final class VdiTest {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;

  @Test
  void otherToolsReadWhatIsWritten() throws Exception {
    for (long size : new long[] {1, 511, 512, MIB - 512, MIB, MIB + 1, 30 * MIB + 512}) {
      Path raw = Made.raw(fresh("a.raw"), size, size > 2 * MIB ? 12 : 1, size);
      Path vdi = Made.write(raw, fresh("a.vdi"), new VdiEncoding());
      assertThat(Made.same(raw, vdi)).as("%d bytes", size).isTrue();
      Oracle.approve("qemu-img", "compare", "-f", "raw", "-F", "vdi", raw, vdi);
      Oracle.approve("qemu-img", "check", "-f", "vdi", vdi);
      assertThat(check(vdi).findings()).isEmpty();
    }
    Oracle.approve("7zz", "t", folder.resolve("a.vdi"));
  }

  @Test
  void emptyDisksAndLargeOnesAreSmallFiles() throws Exception {
    Path empty = Made.raw(fresh("e.raw"), 5 * MIB, 0, 1);
    Oracle.approve(
        "qemu-img", "compare", empty, Made.write(empty, fresh("e.vdi"), new VdiEncoding()));
    Path raw = Made.raw(fresh("l.raw"), 2L << 40, 20, 2);
    Path vdi = Made.write(raw, fresh("l.vdi"), new VdiEncoding());
    assertThat(Made.same(raw, vdi)).isTrue();
    assertThat(check(vdi).clean()).isTrue();
    Oracle.approve("qemu-img", "check", vdi);
  }

  @Test
  void whatQemuWritesIsReadAndClean() throws Exception {
    Path raw = Made.raw(fresh("a.raw"), 20 * MIB, 9, 3);
    for (String options : new String[] {"static=off", "static=on"}) {
      Path vdi = fresh("q.vdi");
      Oracle.approve("qemu-img", "convert", "-O", "vdi", "-o", options, raw, vdi);
      assertThat(Made.same(raw, vdi)).as(options).isTrue();
      assertThat(check(vdi).findings()).as(options).isEmpty();
    }
  }

  @Test
  void damageIsFound() throws Exception {
    Path raw = Made.raw(fresh("a.raw"), 4 * MIB, 20, 4);
    Path vdi = Made.write(raw, fresh("a.vdi"), new VdiEncoding());
    put(vdi, MIB, 1, 1, 77);
    assertThat(check(vdi).findings())
        .extracting(Finding::kind)
        .contains(Finding.Kind.OVERLAP, Finding.Kind.OUT_OF_FILE, Finding.Kind.LEAK);
    assertThat(Oracle.ask("qemu-img", "check", vdi).status()).isNotZero();
    put(vdi, 0x4c, 4);
    assertThatThrownBy(() -> Disks.open(vdi).close())
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("parent");
  }

  @Test
  void damageEndsInAResultOrARefusal() throws Exception {
    int rounds = Integer.getInteger("slipway.fuzz.rounds", 300);
    Path raw = Made.raw(fresh("a.raw"), 4 * MIB, 3, 7);
    Path vdi = Made.write(raw, fresh("f.vdi"), new VdiEncoding());
    byte[] start = new byte[0x1d8];
    try (RandomAccessFile open = new RandomAccessFile(vdi.toFile(), "r")) {
      open.readFully(start);
    }
    for (int seed = 0; seed < rounds; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int at = random.nextInt(4) == 0 ? (int) MIB : 0x40 + 4 * random.nextInt(100);
      put(vdi, at, random.nextInt() >>> random.nextInt(32));
      Assertions.assertTimeoutPreemptively(Duration.ofSeconds(5), () -> use(vdi), "seed " + seed);
      if (random.nextBoolean()) {
        try (RandomAccessFile open = new RandomAccessFile(vdi.toFile(), "rw")) {
          open.write(start);
        }
      }
    }
  }

  private static void use(Path vdi) throws IOException {
    try {
      check(vdi);
      try (Disk disk = Disks.open(vdi)) {
        disk.extents().next();
        disk.read(0, ByteBuffer.allocate((int) Math.min(disk.size(), MIB)));
      }
    } catch (DiskException e) {
      assertThat(e.getMessage()).contains("f.vdi");
    }
  }

  private static void put(Path file, long at, int... values) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      open.seek(at);
      for (int value : values) {
        open.writeInt(Integer.reverseBytes(value));
      }
    }
  }

  private static CheckReport check(Path file) throws IOException {
    try (FileSource source = FileSource.open(file)) {
      return VdiCheck.check(source);
    }
  }

  private Path fresh(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    return file;
  }
}
