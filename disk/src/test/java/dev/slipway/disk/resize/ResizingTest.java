package dev.slipway.disk.resize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Opening;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.qcow2.Qcow2Check;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizingTest {
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  private Path raw(long size, long... data) throws Exception {
    Path file = folder.resolve("disk.raw");
    try (var writer = new RandomAccessFile(file.toFile(), "rw")) {
      writer.setLength(0);
      writer.setLength(size);
      byte[] bytes = new byte[5000];
      new Random(size).nextBytes(bytes);
      bytes[bytes.length - 1] = 1;
      for (long at : data) {
        writer.seek(at);
        writer.write(bytes);
      }
    }
    return file;
  }

  private Path qcow2(Path raw, String options) throws Exception {
    Path file = folder.resolve("disk.qcow2");
    Oracle.approve("qemu-img", "convert", "-O", "qcow2", "-o", options, raw, file);
    return file;
  }

  private static void assertSame(Path qcow2, Path raw) throws Exception {
    assertThat(Disks.info(qcow2).size()).isEqualTo(Files.size(raw));
    assertThat(Qcow2Check.check(qcow2).findings()).isEmpty();
    assertThat(Oracle.approve("qemu-img", "check", qcow2)).contains("No errors were found");
    assertThat(Oracle.approve("qemu-img", "compare", "-f", "qcow2", "-F", "raw", qcow2, raw))
        .contains("Images are identical");
  }

  @ParameterizedTest
  @CsvSource({"0.10, 512", "1.1, 512", "0.10, 4096", "1.1, 4096", "1.1, 65536", "1.1, 2097152"})
  void growsAndShrinks(String compat, int cluster) throws Exception {
    Path raw = raw(3 * MIB + 512, 0, MIB, 3 * MIB - 5000);
    Path image = qcow2(raw, "compat=" + compat + ",cluster_size=" + cluster);
    for (long size : new long[] {3 * MIB + 1024, 4 * MIB, 90 * MIB, 50 * MIB + 512, 3 * MIB}) {
      Disks.resize(raw, size);
      Disks.resize(image, size);
      assertThat(Files.size(raw)).isEqualTo(size);
      assertSame(image, raw);
      // What is there after growing takes writes.
      for (Path file : new Path[] {raw, image}) {
        try (Disk disk = Disks.open(file, Opening.READ.forWriting())) {
          disk.write(2 * MIB, ByteBuffer.allocate(1).put(0, (byte) size));
        }
      }
      assertSame(image, raw);
    }
    for (Path file : new Path[] {raw, image}) {
      assertThatThrownBy(() -> Disks.resize(file, 2 * MIB))
          .isInstanceOf(DiskException.class)
          .hasMessageContaining("byte " + (3 * MIB - 1) + " is the last one with data")
          .hasMessageContaining("smallest possible size is " + 3 * MIB);
    }
    assertSame(image, raw);
  }

  @ParameterizedTest
  @CsvSource({"0.10", "1.1"})
  void aLargerBaseDoesNotShowThrough(String compat) throws Exception {
    Path base = raw(3 * MIB, 0, MIB, 2 * MIB + 100);
    Path image = folder.resolve("top.qcow2");
    Oracle.approve(
        "qemu-img",
        "create",
        "-f",
        "qcow2",
        "-o",
        "compat=" + compat,
        "-b",
        base,
        "-F",
        "raw",
        image,
        "1051136");
    Disks.resize(image, 5 * MIB);
    Path expected = folder.resolve("expected.raw");
    Files.write(expected, java.util.Arrays.copyOf(Files.readAllBytes(base), 1051136));
    Disks.resize(expected, 5 * MIB);
    assertSame(image, expected);
  }

  @ParameterizedTest
  @CsvSource({"raw", "qcow2"})
  void aGptDiskGrowsAndShrinksWithItsCopy(String format) throws Exception {
    Path raw = raw(8 * MIB);
    Oracle.approve("sgdisk", "-n", "1:2048:+1M", raw);
    Path disk = format.equals("raw") ? raw : qcow2(raw, "cluster_size=4096");
    Disks.resize(disk, 10 * MIB);
    assertThatThrownBy(() -> Disks.resize(disk, 6 * MIB))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("copy of its partition table (GPT) at byte");
    for (int size : new int[] {20 * MIB, 20 * MIB - 4096, 4 * MIB}) {
      Resizing.to(size).movingTable().run(disk);
      assertApproved(disk, size);
    }
    assertThatThrownBy(() -> Resizing.to(MIB).movingTable().run(disk))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("smallest possible size is " + (4096 + 33) * 512);
    Resizing.to((4096 + 33) * 512).movingTable().run(disk);
    assertApproved(disk, (4096 + 33) * 512);
  }

  private void assertApproved(Path disk, long size) throws Exception {
    Path raw = folder.resolve("approved.raw");
    Oracle.approve("qemu-img", "convert", "-O", "raw", disk, raw);
    assertThat(Files.size(raw)).isEqualTo(size);
    assertThat(Oracle.approve("sgdisk", "-v", raw)).contains("No problems found");
    if (disk.toString().endsWith("qcow2")) {
      assertThat(Oracle.approve("qemu-img", "check", disk)).contains("No errors were found");
    }
  }

  @Test
  void anMbrPartitionIsNotCut() throws Exception {
    Path disk = raw(8 * MIB);
    Process sfdisk = new ProcessBuilder("sfdisk", "-q", disk.toString()).start();
    sfdisk.outputWriter().append("label: dos\nstart=2048, size=8192\n").close();
    assertThat(sfdisk.waitFor()).isZero();
    assertThatThrownBy(() -> Disks.resize(disk, 3 * MIB))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("smallest possible size is " + 10240 * 512);
    Disks.resize(disk, 10240 * 512);
    assertThat(Oracle.approve("sfdisk", "--verify", disk)).contains("No errors detected");
  }
}
