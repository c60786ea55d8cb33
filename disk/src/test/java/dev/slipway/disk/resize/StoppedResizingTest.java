package dev.slipway.disk.resize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.Disk;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.qcow2.Qcow2Check;
import dev.slipway.disk.qcow2.Qcow2Disk;
import dev.slipway.disk.qcow2.StoppingChannel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stops a resize after each of its changes to the file; it can be run again then. */
class StoppedResizingTest {
  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  private Path raw(String name, int size, int dataEnd) throws Exception {
    byte[] bytes = new byte[dataEnd];
    new Random(size).nextBytes(bytes);
    Path file = Files.write(folder.resolve(name), bytes);
    setLength(file, size);
    return file;
  }

  private static void setLength(Path file, long size) throws IOException {
    try (var writer = new RandomAccessFile(file.toFile(), "rw")) {
      writer.setLength(size);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (Disk disk = Disks.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) disk.size());
      disk.read(0, bytes);
      return bytes.array();
    }
  }

  /** Whether there was something left to stop. */
  private static boolean stopped(Resizing resizing, Path file, long changes, boolean half)
      throws IOException {
    StoppingChannel channel = StoppingChannel.over(file, changes, half);
    try (channel) {
      if (file.toString().endsWith("raw")) {
        resizing.raw(file, channel);
      } else {
        try (Qcow2Disk disk = channel.image(file)) {
          resizing.qcow2(file, disk);
        }
      }
    } catch (IOException e) {
      assertThat(e).hasMessage("stopped");
    }
    return channel.stopped();
  }

  /** QEMU, a process of a moment each time, is asked of every third, our own check of all. */
  private static void assertSound(Path file, long changes) throws Exception {
    if (!file.toString().endsWith("qcow2")) {
      return;
    }
    assertThat(Qcow2Check.check(file).corruptions()).as("%d changes", changes).isZero();
    if (changes % 3 == 0) {
      Oracle.Answer answer = Oracle.ask("qemu-img", "check", file);
      assertThat(answer.status()).as("%d changes: %s", changes, answer.output()).isIn(0, 3);
    }
  }

  /** Tables move when 512-byte clusters grow: an L1 table of one counts 2 MiB. */
  @ParameterizedTest
  @CsvSource({
    "512, 16, 1.1, 1537, 5000, false",
    "512, 64, 1.1, 1537, 5000, true",
    "512, 64, 1.1, 1537, 40000, true",
    "512, 16, 0.10, 1537, 2500, false",
    "4096, 16, 1.1, 1537, 90000, false",
    "512, 64, 1.1, 5000, 1545, true",
    "512, 16, 0.10, 5000, 1545, false",
    "4096, 1, 1.1, 5000, 1545, false",
  })
  void anImageHasTheOldSizeOrTheNew(
      int cluster, int bits, String compat, int from, int to, boolean half) throws Exception {
    Path base = raw("base.raw", 1545 * KIB, 1545 * KIB);
    Path image = folder.resolve("image.qcow2");
    String options =
        "cluster_size=%d,refcount_bits=%d,compat=%s,backing_file=%s,backing_fmt=raw"
            .formatted(cluster, bits, compat, base);
    Oracle.approve("qemu-img", "create", "-f", "qcow2", "-o", options, image, from + "k");
    Oracle.approve("qemu-io", "-c", "write -P 5 700k 300000", image);
    int tail = Math.min(from, to);
    if (from > to) {
      Oracle.approve("qemu-io", "-c", "write -P 0 1540k 15k", "-c", "write -P 0 4M 4k", image);
    }
    byte[] before = Files.readAllBytes(image);
    byte[] old = bytes(image);
    byte[] expected = Arrays.copyOf(old, to * KIB);
    Resizing resizing = Resizing.to(to * KIB);
    boolean stopped = true;
    for (long changes = 0; stopped; changes++) {
      Files.write(image, before);
      stopped = stopped(resizing, image, changes, half);
      assertSound(image, changes);
      byte[] found = bytes(image);
      assertThat(found.length).isIn(old.length, expected.length);
      assertThat(Arrays.equals(found, found.length == old.length ? old : expected)).isTrue();
      assertThat(stopped(resizing, image, Long.MAX_VALUE, false)).isFalse();
      assertSound(image, changes);
      assertThat(Arrays.equals(bytes(image), expected)).as("%d changes", changes).isTrue();
    }
  }

  /** What a stopped shrink cut is not there again when the image grows. */
  @ParameterizedTest
  @CsvSource({"512, 0.10", "512, 1.1", "4096, 1.1"})
  void whatWasCutStaysAway(int cluster, String compat) throws Exception {
    Path image = folder.resolve("image.qcow2");
    String options = "cluster_size=%d,compat=%s".formatted(cluster, compat);
    Oracle.approve("qemu-img", "create", "-f", "qcow2", "-o", options, image, "300k");
    Oracle.approve("qemu-io", "-c", "write -P 5 90k 40k", image);
    byte[] before = Files.readAllBytes(image);
    byte[] expected = Arrays.copyOf(Arrays.copyOf(bytes(image), 101 * KIB), 300 * KIB);
    boolean stopped = true;
    for (long changes = 1; stopped; changes++) {
      Files.write(image, before);
      StoppingChannel channel = StoppingChannel.over(image, changes, false);
      try (Qcow2Disk disk = channel.image(image)) {
        disk.resize(101 * KIB);
      } catch (IOException e) {
        assertThat(e).hasMessage("stopped");
      }
      stopped = channel.stopped();
      Disks.resize(image, 300 * KIB);
      assertSound(image, changes);
      assertThat(Arrays.equals(bytes(image), expected)).as("%d changes", changes).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "raw, 4096, 9216",
    "raw, 4096, 4100",
    "raw, 9216, 4096",
    "raw, 4096, 4092",
    "qcow2, 4096, 9216",
    "qcow2, 4096, 4100",
    "qcow2, 9216, 4096",
    "qcow2, 4096, 4092"
  })
  void aGptDiskKeepsItsTable(String format, int from, int to) throws Exception {
    Path raw = raw("disk.raw", 2 * MIB, 2 * MIB);
    setLength(raw, from * KIB);
    Oracle.approve("sgdisk", "-Z", "-n", "1:2048:+1M", raw);
    Path file = raw;
    if (format.equals("qcow2")) {
      file = folder.resolve("disk.qcow2");
      Oracle.approve("qemu-img", "convert", "-O", "qcow2", "-o", "cluster_size=4096", raw, file);
    }
    byte[] before = Files.readAllBytes(file);
    byte[] old = bytes(file);
    Resizing resizing = Resizing.to(to * KIB).movingTable();
    boolean stopped = true;
    for (long changes = 0; stopped; changes++) {
      Files.write(file, before);
      stopped = stopped(resizing, file, changes, false);
      assertSound(file, changes);
      assertPartition(file, old);
      assertThat(stopped(resizing, file, Long.MAX_VALUE, false)).isFalse();
      assertSound(file, changes);
      assertPartition(file, old);
      assertThat(bytes(file)).as("%d changes", changes).hasSize(to * KIB);
      Path finished = Files.write(folder.resolve("finished.raw"), bytes(file));
      assertThat(Oracle.approve("sgdisk", "-v", finished)).contains("No problems found");
    }
  }

  /** The partition is found by others, too, and has its bytes. */
  private void assertPartition(Path file, byte[] old) throws Exception {
    byte[] found = bytes(file);
    Path copy = Files.write(folder.resolve("copy.raw"), found);
    assertThat(Oracle.approve("sgdisk", "-i", "1", copy)).contains("First sector: 2048");
    assertThat(Arrays.equals(found, MIB, 2 * MIB, old, MIB, 2 * MIB)).isTrue();
  }
}
