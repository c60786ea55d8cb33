package dev.slipway.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.Disk;
import dev.slipway.disk.Disks;
import dev.slipway.disk.check.CheckReport;
import dev.slipway.disk.check.Finding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Qcow2CheckTest {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;
  private Path image;

  @BeforeEach
  void makeImage() throws Exception {
    Path raw = Patterns.sparse(folder.resolve("a.raw"), 30 * MIB, 20, 1);
    image = folder.resolve("a.qcow2");
    try (Disk disk = Disks.open(raw)) {
      new Qcow2Writer(Qcow2Options.of(Compression.ZLIB)).write(disk, image);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cluster_size=65536",
        "cluster_size=512",
        "cluster_size=2097152",
        "refcount_bits=1",
        "refcount_bits=2",
        "refcount_bits=8",
        "refcount_bits=64",
        "compat=0.10",
        "preallocation=metadata",
        "lazy_refcounts=on"
      })
  void findsNothingInWhatQemuMakes(String option) throws Exception {
    Path made = folder.resolve("made.qcow2");
    Tool.ok("qemu-img", "create", "-f", "qcow2", "-o", option, made, "20M");
    Tool.ok("qemu-io", "-c", "write -P 1 1M 3M", "-c", "write -z 2M 1M", made);
    Tool.ok("qemu-io", "-c", "write -P 2 10000k 1k", made);
    // QEMU compresses whole clusters only, and none that is allocated.
    Tool.run("qemu-io", "-c", "write -c -P 3 8M 64k", made);
    assertThat(Qcow2Check.check(made).findings()).isEmpty();
  }

  @Test
  void knowsSnapshotsAndBitmaps() throws Exception {
    Path made = folder.resolve("made.qcow2");
    Tool.ok("qemu-img", "create", "-f", "qcow2", made, "20M");
    Tool.ok("qemu-io", "-c", "write -P 1 1M 3M", made);
    Tool.ok("qemu-img", "snapshot", "-c", "first", made);
    Tool.ok("qemu-img", "bitmap", "--add", made, "changes");
    Tool.ok("qemu-io", "-c", "write -P 2 2M 5M", made);
    Tool.ok("qemu-img", "snapshot", "-c", "second with a longer name", made);
    Tool.ok("qemu-io", "-c", "write -P 2 2M 64k", made);
    assertThat(Qcow2Check.check(made).findings()).isEmpty();
    assertThat(Qcow2Info.read(made).snapshots()).isEqualTo(2);
  }

  @Test
  void countsClusters() throws Exception {
    CheckReport report = Qcow2Check.check(image);
    assertThat(report.clean()).isTrue();
    String qemu = Tool.ok("qemu-img", "check", "--output=json", image);
    assertThat(qemu)
        .contains("\"allocated-clusters\": " + (report.plainBlocks() + report.compressedBlocks()))
        .contains("\"compressed-clusters\": " + report.compressedBlocks());
  }

  @Test
  void findsAClusterThatIsCountedTooOftenOrTooRarely() throws Exception {
    long block = number(number(48));
    put(block + 4 * 2, (short) 7);
    put(block + 5 * 2, (short) 0);
    CheckReport report = Qcow2Check.check(image);
    assertThat(kinds(report)).contains(Finding.Kind.LEAK, Finding.Kind.REFCOUNT);
    assertThat(report.leaks()).isEqualTo(1);
    assertThat(report.findings())
        .anySatisfy(finding -> assertThat(finding.offset()).isEqualTo(4L << 16));
    assertThat(Tool.run("qemu-img", "check", image).status()).isNotZero();
  }

  @Test
  void findsTablesThatShareAPlace() throws Exception {
    long l1 = number(40);
    put(number(l1) & ClusterMap.OFFSET_MASK, l1 | ClusterMap.COPIED);
    assertThat(kinds(Qcow2Check.check(image))).contains(Finding.Kind.OVERLAP);
  }

  @Test
  void findsEntriesThatLeadNowhere() throws Exception {
    long l2 = number(number(40)) & ClusterMap.OFFSET_MASK;
    put(l2, 1L << 40 | ClusterMap.COPIED);
    put(l2 + 8, 0x10200L | ClusterMap.COPIED);
    CheckReport report = Qcow2Check.check(image);
    assertThat(kinds(report)).contains(Finding.Kind.OUT_OF_FILE, Finding.Kind.BAD_ENTRY);
    assertThat(report.findings())
        .anySatisfy(finding -> assertThat(finding.offset()).isEqualTo(l2))
        .anySatisfy(finding -> assertThat(finding.offset()).isEqualTo(l2 + 8));
  }

  private static List<Finding.Kind> kinds(CheckReport report) {
    return report.findings().stream().map(Finding::kind).toList();
  }

  private long number(long offset) throws IOException {
    try (FileChannel channel = FileChannel.open(image, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(8);
      channel.read(bytes, offset);
      return bytes.getLong(0);
    }
  }

  private void put(long offset, long value) throws IOException {
    write(offset, ByteBuffer.allocate(8).putLong(value).flip());
  }

  private void put(long offset, short value) throws IOException {
    write(offset, ByteBuffer.allocate(2).putShort(value).flip());
  }

  private void write(long offset, ByteBuffer bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
      channel.write(bytes, offset);
    }
  }
}
