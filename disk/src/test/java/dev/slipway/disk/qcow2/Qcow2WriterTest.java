package dev.slipway.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskFile;
import dev.slipway.disk.Disks;
import dev.slipway.disk.file.PartFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class Qcow2WriterTest {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;

  static Stream<Qcow2Options> options() {
    Qcow2Options plain = Qcow2Options.of(Compression.NONE);
    Qcow2Options zlib = Qcow2Options.of(Compression.ZLIB);
    Qcow2Options zstd = Qcow2Options.of(Compression.ZSTD);
    return Stream.of(
        plain,
        plain.withVersion(2),
        plain.withClusterSize(512),
        plain.withClusterSize(2 << 20),
        zlib,
        zlib.withLevel(1),
        zlib.withLevel(9),
        zlib.withVersion(2),
        zlib.withClusterSize(512),
        zlib.withClusterSize(4096),
        zlib.withClusterSize(2 << 20),
        zstd,
        zstd.withLevel(9),
        zstd.withClusterSize(512),
        zstd.withClusterSize(2 << 20));
  }

  @ParameterizedTest
  @MethodSource("options")
  void qemuReadsTheSameBytesAndFindsNothingWrong(Qcow2Options options) throws Exception {
    for (Path raw : disks()) {
      Path image = folder.resolve("image.qcow2");
      write(raw, image, options);
      Tool.ok("qemu-img", "check", "-f", "qcow2", image);
      Tool.ok("qemu-img", "compare", "-f", "raw", "-F", "qcow2", raw, image);
      assertThat(sameAsHere(raw, image)).as("%s read here", raw.getFileName()).isTrue();
    }
  }

  private List<Path> disks() throws IOException {
    return List.of(
        Patterns.empty(folder.resolve("none.raw"), 0),
        Patterns.empty(folder.resolve("empty.raw"), 10 * MIB),
        Patterns.full(folder.resolve("full.raw"), 3 << 20, 2),
        Patterns.sparse(folder.resolve("sparse.raw"), 70 * MIB, 25, 3),
        Patterns.full(folder.resolve("under.raw"), (1 << 16) - 512, 4),
        Patterns.full(folder.resolve("over.raw"), (1 << 16) + 512, 5),
        Patterns.full(folder.resolve("odd.raw"), 777_777, 6));
  }

  private boolean sameAsHere(Path raw, Path image) throws IOException {
    try (Disk one = Disks.open(raw);
        Disk other = Disks.open(image)) {
      return Disks.compare(one, other).firstDifference().isEmpty();
    }
  }

  private DiskFile write(Path raw, Path image, Qcow2Options options) throws IOException {
    try (Disk disk = Disks.open(raw)) {
      return new Qcow2Writer(options).write(disk, image);
    }
  }

  @Test
  void theResultSaysSizeAndDigestOfTheFile() throws Exception {
    Path raw = Patterns.sparse(folder.resolve("a.raw"), 5 * MIB, 4, 1);
    DiskFile file = write(raw, folder.resolve("a.qcow2"), Qcow2Options.of(Compression.ZLIB));
    assertThat(file.size()).isEqualTo(Files.size(file.path()));
    assertThat(Tool.ok("sha256sum", file.path())).startsWith(file.sha256());
    assertThat(folder.resolve("a.qcow2.part")).doesNotExist();
  }

  @Test
  void threadsDoNotChangeTheBytes() throws Exception {
    Path raw = Patterns.sparse(folder.resolve("a.raw"), 200 * MIB, 150, 1);
    Qcow2Options options = Qcow2Options.of(Compression.ZLIB);
    String digest = write(raw, folder.resolve("a.qcow2"), options).sha256();
    for (int threads : new int[] {1, 3, 7}) {
      try (Disk disk = Disks.open(raw)) {
        DiskFile again = new Qcow2Writer(options, threads).write(disk, folder.resolve("b.qcow2"));
        assertThat(again.sha256()).isEqualTo(digest);
      }
    }
  }

  @Test
  void progressAscendsToTheSize() throws Exception {
    Path raw = Patterns.sparse(folder.resolve("a.raw"), 50 * MIB + 77, 30, 1);
    List<Long> seen = new ArrayList<>();
    try (Disk disk = Disks.open(raw)) {
      new Qcow2Writer(Qcow2Options.of(Compression.ZSTD))
          .write(disk, folder.resolve("a.qcow2"), seen::add);
    }
    assertThat(seen).isSorted().endsWith(50 * MIB + 77);
  }

  @Test
  void aFailureLeavesNothingAndWhatWasThere() throws Exception {
    Path raw = Patterns.full(folder.resolve("a.raw"), 20 << 20, 1);
    Path image = Files.writeString(folder.resolve("a.qcow2"), "before");
    Qcow2Options options = Qcow2Options.of(Compression.ZLIB);
    try (Disk disk = new FailingDisk(Disks.open(raw), 15 * MIB)) {
      assertThatThrownBy(() -> new Qcow2Writer(options).write(disk, image))
          .isInstanceOf(IOException.class)
          .hasMessage("the disk fails at 15728640");
    }
    assertThat(image).hasContent("before");
    assertThat(folder.resolve("a.qcow2.part")).doesNotExist();
  }

  @Test
  void anInterruptLeavesNothingAndTheSourceUsable() throws Exception {
    Path raw = Patterns.full(folder.resolve("a.raw"), 20 << 20, 1);
    Path image = folder.resolve("a.qcow2");
    try (Disk disk = Disks.open(raw)) {
      assertThatThrownBy(() ->
              new Qcow2Writer(Qcow2Options.of(Compression.ZLIB))
                  .write(disk, image, done -> Thread.currentThread().interrupt()))
          .isInstanceOf(IOException.class);
      assertThat(Thread.interrupted()).isTrue();
      disk.read(0, ByteBuffer.allocate(512));
    }
    assertThat(image).doesNotExist();
    assertThat(folder.resolve("a.qcow2.part")).doesNotExist();
  }

  @Test
  void twoWritersOfOneNameDoNotMeet() throws Exception {
    Path raw = Patterns.full(folder.resolve("a.raw"), 1 << 20, 1);
    Path image = folder.resolve("a.qcow2");
    Qcow2Options options = Qcow2Options.of(Compression.NONE);
    try (PartFile held = PartFile.create(image)) {
      assertThat(held.channel().isOpen()).isTrue();
      assertThatThrownBy(() -> write(raw, image, options))
          .isInstanceOf(DiskException.class)
          .hasMessageContaining("is being written already");
    }
    Files.writeString(folder.resolve("a.qcow2.part"), "left by one that was killed");
    write(raw, image, options);
    Tool.ok("qemu-img", "compare", raw, image);
  }

  @Test
  void otherReadersUnderstandPlainAndZlib() throws Exception {
    Path raw = Patterns.sparse(folder.resolve("a.raw"), 30 * MIB, 20, 8);
    Path image = folder.resolve("a.qcow2");
    for (Compression compression : List.of(Compression.NONE, Compression.ZLIB)) {
      write(raw, image, Qcow2Options.of(compression));
      assertThat(Tool.ok("qcowinfo", image)).contains("31457280 bytes");
      Path out = Files.createDirectories(folder.resolve("out"));
      Tool.ok("7z", "x", "-y", "-o" + out, image);
      try (Stream<Path> files = Files.list(out)) {
        assertThat(Files.mismatch(files.findFirst().orElseThrow(), raw)).isEqualTo(-1);
      }
    }
  }

  @Test
  void aDiskTooLargeForItsClustersIsRefused() throws Exception {
    Path raw = Patterns.empty(folder.resolve("a.raw"), 1L << 40);
    Qcow2Options options = Qcow2Options.of(Compression.NONE).withClusterSize(512);
    assertThatThrownBy(() -> write(raw, folder.resolve("a.qcow2"), options))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("use a larger cluster size");
  }
}
