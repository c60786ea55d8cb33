package dev.slipway.disk.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.archive.ArchiveDisk;
import dev.slipway.disk.archive.DiskOpener;
import dev.slipway.disk.archive.TestDisks;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.qcow2.Compression;
import dev.slipway.disk.qcow2.Qcow2Encoding;
import dev.slipway.disk.qcow2.Qcow2Options;
import dev.slipway.disk.raw.RawEncoding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WrappedTest {
  @TempDir Path folder;

  private static List<Object> unpack(Wrapping wrapping) {
    return switch (wrapping) {
      case GZIP -> List.of("gzip", "-dc");
      case XZ -> List.of("xz", "-dc");
      case ZSTD -> List.of("zstd", "-dc");
      case BZIP2 -> List.of("bzip2", "-dc");
      case ZIP -> List.of("unzip", "-p");
    };
  }

  private Wrapped wrapped(Encoding inner, Wrapping wrapping) {
    return new Wrapped(
        inner, wrapping, Math.min(3, wrapping.usual()), "disk.raw", TestDisks.TIME, folder);
  }

  @ParameterizedTest
  @EnumSource(Wrapping.class)
  void toolsUnpackTheSameDisk(Wrapping wrapping) throws Exception {
    for (long size : new long[] {0, 1, 512, (1 << 20) - 1, (1 << 20) + 1, 14_000_007}) {
      Path raw = TestDisks.raw(folder.resolve(size + ".raw"), size, size > 0 ? 4 : 0, size);
      Path packed = folder.resolve("a." + wrapping.ending());
      String digest = TestDisks.write(raw, packed, wrapped(new RawEncoding(), wrapping)).sha256();
      assertThat(Oracle.approve("sha256sum", packed)).startsWith(digest);
      Path out = folder.resolve("out");
      Stream<Object> command =
          Stream.concat(
              Stream.of("sh", "-c", "out=$1; shift; \"$@\" > \"$out\"", "sh", out),
              Stream.concat(unpack(wrapping).stream(), Stream.of(packed)));
      Oracle.approve(command.toArray());
      assertThat(Files.mismatch(raw, out)).as("%d bytes", size).isEqualTo(-1);
      Oracle.approve("7zz", "t", packed);
      assertThat(DiskFormat.probe(packed)).isEqualTo(DiskFormat.COMPRESSED);
      TestDisks.same(raw, packed);
    }
  }

  @ParameterizedTest
  @EnumSource(Wrapping.class)
  void anImageThatIsPatchedIsWrappedAfterwards(Wrapping wrapping) throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), 2L << 40, 4, 5);
    Path packed = folder.resolve("a");
    Encoding qcow2 = new Qcow2Encoding(Qcow2Options.of(Compression.NONE));
    String digest = TestDisks.write(raw, packed, wrapped(qcow2, wrapping)).sha256();
    assertThat(TestDisks.write(raw, packed, wrapped(qcow2, wrapping)).sha256()).isEqualTo(digest);
    TestDisks.same(raw, packed);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("a.raw", "a");
    }
  }

  @Test
  void aLargeZipHasSizesOf64Bits() throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), 5L << 30, 4, 5);
    Path packed = folder.resolve("a.zip");
    TestDisks.write(raw, packed, wrapped(new RawEncoding(), Wrapping.ZIP));
    String program =
        "import zipfile,sys; i=zipfile.ZipFile(sys.argv[1]).infolist()[0];"
            + "print(i.filename, i.file_size, i.date_time)";
    assertThat(Oracle.approve("python3", "-c", program, packed))
        .isEqualTo("disk.raw 5368709120 (2026, 1, 2, 3, 4, 6)\n");
    assertThat(Oracle.approve("unzip", "-l", packed)).contains("5368709120");
  }

  @ParameterizedTest
  @EnumSource(Wrapping.class)
  void whatIsCutShortOrDamagedIsRefused(Wrapping wrapping) throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), 700_000, 6, 5);
    Path packed = folder.resolve("a");
    TestDisks.write(raw, packed, wrapped(new RawEncoding(), wrapping));
    byte[] bytes = Files.readAllBytes(packed);
    Files.write(packed, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> Disks.open(packed)).isInstanceOf(DiskException.class);
    bytes[bytes.length / 2] ^= 4;
    Files.write(packed, bytes);
    assertThatThrownBy(() -> Disks.open(packed)).isInstanceOf(DiskException.class);
  }

  @Test
  void whatUnpacksToTooMuchIsRefused() throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), 50 << 20, 1, 5);
    Path packed = folder.resolve("a");
    TestDisks.write(raw, packed, wrapped(new RawEncoding(), Wrapping.ZSTD));
    var options = new ArchiveDisk.Options(Optional.empty(), 40 << 20, folder);
    assertThatThrownBy(() -> ArchiveDisk.open(packed, options, DiskOpener::raw))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("more than 41943040 bytes");
  }

  @ParameterizedTest
  @EnumSource(Wrapping.class)
  void filesThatToolsMadeAreRead(Wrapping wrapping) throws Exception {
    Path raw = TestDisks.raw(folder.resolve("a.raw"), 3_000_001, 6, 5);
    Path packed = folder.resolve("a.raw." + wrapping.ending());
    if (wrapping == Wrapping.ZIP) {
      Oracle.approve("7zz", "a", "-tzip", packed, raw);
    } else {
      Oracle.approve(unpack(wrapping).getFirst(), "-9k", raw);
    }
    TestDisks.same(raw, packed);
    try (Disk disk = Disks.open(packed)) {
      assertThat(disk.size()).isEqualTo(3_000_001);
    }
  }

  @Test
  void checksumsOfPartsMakeThatOfAll() {
    CRC32 whole = new CRC32();
    CrcSum sum = new CrcSum();
    for (int length : new int[] {1, 7, 1024, 1024, 0, 65_537}) {
      byte[] bytes = new byte[length];
      Arrays.fill(bytes, (byte) length);
      CRC32 part = new CRC32();
      part.update(bytes);
      whole.update(bytes);
      sum.add((int) part.getValue(), length);
    }
    assertThat(sum.value()).isEqualTo((int) whole.getValue());
  }
}
