package dev.slipway.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.check.CheckReport;
import dev.slipway.disk.convert.Conversion;
import dev.slipway.disk.convert.Destination;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.raw.RawEncoding;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every format: ours is read by us and by QEMU, QEMU's by us, and damage is met. */
public abstract class FormatContract {
  @TempDir protected Path folder;

  /** How the format is written. */
  protected abstract Encoding encoding();

  /** QEMU's name of it. */
  protected abstract String qemuName();

  /** Options for {@code qemu-img create}; empty for none. */
  protected String qemuOptions() {
    return "";
  }

  /** The largest block's bytes. */
  protected abstract int block();

  /** Whether {@code qemu-img check} knows it. */
  protected abstract boolean qemuChecks();

  /** The most bytes, in whole GiB, that a sparse disk of the suite may have. */
  protected long largeGib() {
    return 2040;
  }

  /** Parts of the file, from its start, where tables and headers are. */
  protected int headBytes() {
    return 8192;
  }

  protected Path written(Path raw, Encoding encoding, Path file) throws IOException {
    try (Disk disk = Disks.open(raw, Opening.READ.as(DiskFormat.RAW))) {
      new Conversion(Conversion.CHUNK, 2, List.of("SHA-256"), false)
          .run(disk, List.of(new Destination(file, encoding)), done -> {});
    }
    return file;
  }

  protected static void same(Path raw, Path file) throws IOException {
    try (Disk one = Disks.open(raw, Opening.READ.as(DiskFormat.RAW));
        Disk other = Disks.open(file)) {
      assertThat(Disks.compare(one, other).firstDifference()).as("%s", file).isEmpty();
    }
  }

  @Test
  void everyoneReadsTheSameFromWhatIsWritten() throws Exception {
    for (Path raw : RandomDisks.around(block(), folder)) {
      Path file = written(raw, encoding(), folder.resolve("ours"));
      same(raw, file);
      Oracle.approve("qemu-img", "compare", "-f", "raw", "-F", qemuName(), raw, file);
      if (qemuChecks()) {
        Oracle.approve("qemu-img", "check", "-f", qemuName(), file);
      }
      assertThat(Disks.check(file).findings()).as("%s", raw).isEmpty();
      assertThat(Disks.info(file).size()).isEqualTo(Files.size(raw));
      Path again = written(raw, encoding(), folder.resolve("again"));
      assertThat(Files.mismatch(file, again)).isEqualTo(-1);
    }
  }

  @Test
  void whatQemuWritesIsReadTheSame() throws Exception {
    for (Path raw : RandomDisks.around(block(), folder)) {
      Path file = folder.resolve("theirs");
      Files.deleteIfExists(file);
      if (qemuOptions().isEmpty()) {
        Oracle.approve("qemu-img", "convert", "-f", "raw", "-O", qemuName(), raw, file);
      } else {
        Oracle.approve(
            "qemu-img", "convert", "-f", "raw", "-O", qemuName(), "-o", qemuOptions(), raw, file);
      }
      same(raw, file);
      CheckReport report = Disks.check(file);
      assertThat(report.corruptions()).as("%s: %s", raw, report.findings()).isZero();
    }
  }

  @Test
  void aLargeDiskCostsWhatItHolds() throws Exception {
    Path raw = folder.resolve("large.raw");
    long size = largeGib() << 30;
    try (RandomAccessFile disk = new RandomAccessFile(raw.toFile(), "rw")) {
      disk.setLength(size);
      disk.seek(size - 100);
      disk.write(7);
      disk.seek(size / 3);
      disk.write(new byte[] {1, 2, 3});
    }
    Path file;
    try (Disk disk = Disks.open(raw)) {
      file = folder.resolve("large");
      new Conversion(Conversion.CHUNK, 2, List.of(), false)
          .run(disk, List.of(new Destination(file, encoding())), done -> {});
    }
    same(raw, file);
    Oracle.approve("qemu-img", "info", "-f", qemuName(), file);
  }

  @Test
  void changedHeadsAndTablesAreRefusedOrRead() throws Exception {
    Path raw = RandomDisks.make(folder.resolve("f.raw"), 3L * block() + 512, 8, 3);
    byte[] good = Files.readAllBytes(written(raw, encoding(), folder.resolve("good")));
    SplittableRandom random = new SplittableRandom(1);
    int rounds = Integer.getInteger("slipway.fuzz.rounds", 300);
    Path file = folder.resolve("bad");
    for (int i = 0; i < rounds; i++) {
      byte[] bad = good.clone();
      for (int change = random.nextInt(1, 4); change > 0; change--) {
        int at = random.nextInt(4) == 0 ? bad.length - 1 - random.nextInt(1024) : head(random, bad);
        bad[at] =
            random.nextBoolean() ? (byte) random.nextInt() : (byte) (0xff * random.nextInt(2));
      }
      int length = random.nextInt(5) == 0 ? random.nextInt(bad.length) : bad.length;
      Files.write(file, java.util.Arrays.copyOf(bad, length));
      readOrRefuse(file, i);
    }
  }

  private int head(SplittableRandom random, byte[] bytes) {
    return random.nextInt(Math.min(bytes.length, headBytes()));
  }

  private static void readOrRefuse(Path file, int round) {
    try {
      Disks.check(file);
    } catch (DiskException e) {
      assertThat(e).as("round %d", round).hasMessageContaining(file.toString());
    } catch (IOException | RuntimeException e) {
      throw new AssertionError("round " + round, e);
    }
    try {
      assertThat(Disks.info(file).details()).hasSizeLessThan(10);
    } catch (DiskException e) {
      assertThat(e).as("round %d", round).hasMessageContaining(file.toString());
    } catch (IOException | RuntimeException e) {
      throw new AssertionError("round " + round, e);
    }
    try (Disk disk = Disks.open(file)) {
      ByteBuffer some = ByteBuffer.allocate((int) Math.min(disk.size(), 1 << 16));
      int stretches = 0;
      Extents extents = disk.extents();
      for (Extent each = extents.next(); each != null && stretches < 50; each = extents.next()) {
        some.clear().limit((int) Math.min(some.capacity(), each.length()));
        disk.read(each.offset(), some);
        stretches++;
      }
    } catch (DiskException e) {
      assertThat(e).as("round %d", round).hasMessageContaining(file.toString());
    } catch (IOException | RuntimeException e) {
      throw new AssertionError("round " + round, e);
    }
  }

  @Test
  void itIsReadOnly() throws Exception {
    Path raw = RandomDisks.make(folder.resolve("r.raw"), 1 << 20, 3, 3);
    Path file = written(raw, encoding(), folder.resolve("ours"));
    assertThatThrownBy(() -> Disks.open(file, Opening.READ.forWriting()))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("only read here");
    written(raw, new RawEncoding(), folder.resolve("r2.raw"));
  }
}
