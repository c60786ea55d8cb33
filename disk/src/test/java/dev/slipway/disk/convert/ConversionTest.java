package dev.slipway.disk.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskFile;
import dev.slipway.disk.Disks;
import dev.slipway.disk.GrownDisk;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.qcow2.Compression;
import dev.slipway.disk.qcow2.Qcow2Encoding;
import dev.slipway.disk.qcow2.Qcow2Options;
import dev.slipway.disk.raw.RawEncoding;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConversionTest {
  private static final int MIB = 1 << 20;

  @TempDir private Path folder;

  private Path disk(long size, int stretches) throws IOException {
    Path file = folder.resolve("a.raw");
    SplittableRandom random = new SplittableRandom(size);
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.setLength(size);
      for (int i = 0; i < stretches; i++) {
        byte[] bytes = new byte[(int) Math.min(size, 1 + random.nextInt(200_000))];
        random.nextBytes(bytes);
        raw.seek(random.nextLong(size - bytes.length + 1));
        raw.write(bytes);
      }
    }
    return file;
  }

  private static String sum(String tool, Path file) throws Exception {
    return Oracle.approve(tool, file).split(" ", 2)[0];
  }

  @Test
  void oneGoingThroughWritesAllFilesAndTheirDigests() throws Exception {
    Path source = disk(37 * MIB + 513, 40);
    List<Long> seen = new ArrayList<>();
    Conversion.Result result;
    try (Disk disk = Disks.open(source)) {
      Conversion conversion = new Conversion(65536, 3, List.of("SHA-256", "SHA-512"), true, false);
      result =
          conversion.run(
              disk,
              List.of(
                  new Destination(folder.resolve("b.raw"), new RawEncoding()),
                  new Destination(folder.resolve("c.raw"), new RawEncoding(), false),
                  new Destination(folder.resolve("b.qcow2"), qcow2(Compression.ZLIB)),
                  new Destination(folder.resolve("c.qcow2"), qcow2(Compression.ZSTD)),
                  new Destination(folder.resolve("d.qcow2"), qcow2(Compression.NONE))),
              seen::add);
    }
    assertThat(seen).isSorted().endsWith(37L * MIB + 513);
    assertThat(result.disk())
        .containsEntry("SHA-256", sum("sha256sum", source))
        .containsEntry("SHA-512", sum("sha512sum", source));
    for (DiskFile each : result.files()) {
      assertThat(each.digests())
          .containsEntry("SHA-256", sum("sha256sum", each.path()))
          .containsEntry("SHA-512", sum("sha512sum", each.path()));
      Oracle.approve("qemu-img", "compare", source, each.path());
    }
    assertThat(blocks("b.raw")).isLessThan(blocks("c.raw"));
    assertThat(blocks("c.raw") * 512).isGreaterThanOrEqualTo(37L * MIB);
  }

  private static Encoding qcow2(Compression compression) {
    return new Qcow2Encoding(Qcow2Options.of(compression));
  }

  private long blocks(String name) throws Exception {
    return Long.parseLong(Oracle.approve("stat", "-c", "%b", folder.resolve(name)).strip());
  }

  @Test
  void theSystemsDeflateGivesTheSameDisk() throws Exception {
    Path source = disk(20 * MIB, 30);
    Path made = folder.resolve("b.qcow2");
    try (Disk disk = Disks.open(source)) {
      new Conversion(65536, 2, List.of(), false, true)
          .run(disk, List.of(new Destination(made, qcow2(Compression.ZLIB))), done -> {});
    }
    Oracle.approve("qemu-img", "check", made);
    Oracle.approve("qemu-img", "compare", source, made);
  }

  @Test
  void theMapKnowsChunksWithDataAndTellsDisksApart() throws Exception {
    Path source = folder.resolve("m.raw");
    try (RandomAccessFile raw = new RandomAccessFile(source.toFile(), "rw")) {
      raw.setLength(10 * 65536 + 1);
      raw.seek(3 * 65536 - 1);
      raw.write(7);
      raw.seek(10 * 65536);
      raw.write(7);
      // A file system's block of zeros is no data.
      raw.seek(6 * 65536);
      raw.write(new byte[65536]);
    }
    ChunkMap map;
    try (Disk disk = Disks.open(source)) {
      map = ChunkMap.of(disk, 65536);
    }
    assertThat(map.chunks()).isEqualTo(11);
    assertThat(map.count()).isEqualTo(2);
    assertThat(map.next(0)).isEqualTo(2);
    assertThat(map.next(3)).isEqualTo(10);
    assertThat(map.nextEmpty(2)).isEqualTo(3);
    assertThat(map.has(0, 2 * 65536)).isFalse();
    assertThat(map.has(0, 3 * 65536)).isTrue();
    try (RandomAccessFile raw = new RandomAccessFile(source.toFile(), "rw")) {
      raw.seek(10 * 65536);
      raw.write(8);
    }
    try (Disk disk = Disks.open(source)) {
      assertThat(ChunkMap.of(disk, 65536).fingerprint()).isNotEqualTo(map.fingerprint());
    }
  }

  @Test
  void aFileThatCannotBeWrittenStopsAllAndLeavesNothing() throws Exception {
    Path source = disk(30 * MIB, 60);
    Encoding failing =
        (shape, output) ->
            new Encoder() {
              @Override
              public void chunk(Chunk chunk) throws IOException {
                if (chunk.position() > 10 * MIB) {
                  throw new IOException("No space left on device");
                }
              }

              @Override
              public void finish() {}
            };
    Path whole = folder.resolve("b.raw");
    try (Disk disk = Disks.open(source)) {
      assertThatThrownBy(() ->
              new Conversion()
                  .run(
                      disk,
                      List.of(
                          new Destination(whole, new RawEncoding()),
                          new Destination(folder.resolve("b.x"), failing)),
                      done -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("b.x: No space left on device");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(source);
    }
  }

  @Test
  void aGrownDiskHasZerosAndWhatIsWrittenToIt() throws Exception {
    Path source = disk(MIB + 100, 10);
    try (Disk small = Disks.open(source);
        GrownDisk grown = new GrownDisk(small, 3 * MIB)) {
      grown.write(2 * MIB + 300, ByteBuffer.wrap(new byte[] {1, 2, 3}));
      grown.write(MIB - 1, ByteBuffer.wrap(new byte[600]));
      Path made = folder.resolve("b.raw");
      new Conversion().run(grown, List.of(new Destination(made, new RawEncoding())), done -> {});
      byte[] expected = java.util.Arrays.copyOf(Files.readAllBytes(source), 3 * MIB);
      java.util.Arrays.fill(expected, MIB - 1, MIB + 599, (byte) 0);
      System.arraycopy(new byte[] {1, 2, 3}, 0, expected, 2 * MIB + 300, 3);
      assertThat(Files.readAllBytes(made)).isEqualTo(expected);
    }
  }
}
