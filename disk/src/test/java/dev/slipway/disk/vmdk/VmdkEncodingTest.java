package dev.slipway.disk.vmdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.Disk;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.convert.Conversion;
import dev.slipway.disk.convert.Destination;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.raw.RawDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VmdkEncodingTest {
  private static final long SPAN = 512 * 65536L;
  private static final long MOST_COMPARED = 1L << 30;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      longs = {512, 65024, 65536, 66048, SPAN - 512, SPAN, SPAN + 512, 3 * SPAN + 70144, 1L << 41})
  void toolsReadWhatWasWritten(long size) throws Exception {
    Path raw = disk(size, (int) Math.min(40, size / 65536 + 1), size);
    for (Encoding encoding : List.of(new VmdkEncoding(), new VmdkStreamEncoding(6))) {
      approve(raw, write(raw, encoding, "disk.vmdk"), size);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {512, SPAN + 512})
  void emptyDisksAreRead(long size) throws Exception {
    Path raw = disk(size, 0, 1);
    for (Encoding encoding : List.of(new VmdkEncoding(), new VmdkStreamEncoding(1))) {
      approve(raw, write(raw, encoding, "disk.vmdk"), size);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {70144, SPAN + 512, 3 * SPAN + 70144})
  void the7zipThatIsStrictExtractsTheDisk(long size) throws Exception {
    Path raw = disk(size, 30, 5);
    Path vmdk = write(raw, new VmdkStreamEncoding(6), "disk.vmdk");
    Oracle.approve("7zz", "t", vmdk);
    Path out = folder.resolve("out");
    Oracle.approve("7zz", "x", "-y", "-tvmdk", "-o" + out, vmdk);
    try (var files = Files.list(out)) {
      Oracle.approve("cmp", raw, files.findFirst().orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 511, 513, 65535, 65537})
  void oddSizesAreFilledUpToASector(long size) throws Exception {
    Path raw = disk(size, 3, 2);
    for (Encoding encoding : List.of(new VmdkEncoding(), new VmdkStreamEncoding(9))) {
      approve(raw, write(raw, encoding, "disk.vmdk"), (size + 511) / 512 * 512);
    }
  }

  @Test
  void headersAreTheSpecifications() throws Exception {
    Path raw = disk(SPAN + 512, 5, 3);
    ByteBuffer sparse = sectors(write(raw, new VmdkEncoding(), "a.vmdk"));
    assertThat(new int[] {sparse.getInt(0), sparse.getInt(4), sparse.getInt(8)})
        .containsExactly(0x564d444b, 1, 3);
    assertThat(sparse.getLong(12)).isEqualTo(65537);
    // Behind the descriptor: a directory's sector and two tables, twice; 39 sectors round up.
    assertThat(longs(sparse, 20, 28, 36, 48, 56, 64)).containsExactly(128, 1, 20, 21, 30, 128);
    ByteBuffer stream = sectors(write(raw, new VmdkStreamEncoding(6), "b.vmdk"));
    assertThat(new int[] {stream.getInt(0), stream.getInt(4), stream.getInt(8)})
        .containsExactly(0x564d444b, 3, 0x30001);
    assertThat(longs(stream, 20, 28, 36, 48, 56, 64)).containsExactly(128, 1, 20, 0, -1, 128);
    assertThat(stream.getInt(73)).isEqualTo(0x0a0d200a);
    assertThat(stream.getShort(77)).isEqualTo((short) 1);
  }

  @Test
  void theSameDiskGivesTheSameBytes() throws Exception {
    Path raw = disk(2 * SPAN, 20, 4);
    for (Encoding encoding : List.of(new VmdkEncoding(), new VmdkStreamEncoding(6))) {
      Path first = write(raw, encoding, "a.vmdk");
      assertThat(write(raw, encoding, "b.vmdk")).hasSameBinaryContentAs(first);
    }
  }

  @Test
  void refusesNamesAndContentIds() {
    assertThatThrownBy(() -> new VmdkEncoding("a\"b")).hasMessageContaining("255 bytes");
    assertThatThrownBy(() -> new VmdkStreamEncoding(0)).hasMessageContaining("level 0");
    assertThat(List.of(DescriptorText.cid(-1), DescriptorText.cid(-2), DescriptorText.cid(7)))
        .doesNotContain(-1, -2)
        .contains(7);
  }

  private static void approve(Path raw, Path vmdk, long size) throws Exception {
    Oracle.approve("qemu-img", "check", "-f", "vmdk", vmdk);
    if (size <= MOST_COMPARED) {
      Oracle.approve("qemu-img", "compare", "-f", "raw", "-F", "vmdk", raw, vmdk);
    } else {
      // It would take minutes to go through all the zeros.
      compareEnds(raw, vmdk, size - MOST_COMPARED);
    }
    assertThat(Oracle.approve("qemu-img", "info", "--output=json", vmdk))
        .contains("\"virtual-size\": " + size);
    Oracle.approve("vmdkinfo", vmdk);
  }

  private static void compareEnds(Path raw, Path vmdk, long from) throws Exception {
    String part = "driver=raw,offset=" + from + ",file.driver=";
    Oracle.approve(
        "qemu-img",
        "compare",
        "--image-opts",
        part + "file,file.filename=" + raw,
        part + "vmdk,file.file.driver=file,file.file.filename=" + vmdk);
  }

  private Path write(Path raw, Encoding encoding, String name) throws IOException {
    Path file = folder.resolve(name);
    Conversion conversion = new Conversion(Conversion.CHUNK, 2, List.of("SHA-256"), false);
    try (Disk disk = RawDisk.open(raw)) {
      conversion.run(disk, List.of(new Destination(file, encoding)), done -> {});
    }
    return file;
  }

  /** Noise and runs of one value at random places; the last byte too. */
  private Path disk(long size, int stretches, long seed) throws IOException {
    Path file = folder.resolve("disk.raw");
    SplittableRandom random = new SplittableRandom(seed);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(0);
      out.setLength(size);
      for (int i = 0; i < stretches; i++) {
        byte[] bytes = new byte[1 + random.nextInt((int) Math.min(size, 150_000))];
        if (i % 2 == 0) {
          random.nextBytes(bytes);
        } else {
          java.util.Arrays.fill(bytes, (byte) i);
        }
        out.seek(i == 0 ? size - bytes.length : random.nextLong(size - bytes.length + 1));
        out.write(bytes);
      }
    }
    return file;
  }

  private static ByteBuffer sectors(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return ByteBuffer.wrap(in.readNBytes(512)).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  private static long[] longs(ByteBuffer bytes, int... places) {
    return java.util.Arrays.stream(places).mapToLong(bytes::getLong).toArray();
  }
}
