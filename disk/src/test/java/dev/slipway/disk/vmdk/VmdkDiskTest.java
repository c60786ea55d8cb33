package dev.slipway.disk.vmdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.check.CheckReport;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VmdkDiskTest {
  private static final int ROUNDS = Integer.getInteger("slipway.fuzz.rounds", 300);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "monolithicSparse",
        "streamOptimized",
        "monolithicFlat",
        "twoGbMaxExtentSparse",
        "twoGbMaxExtentFlat"
      })
  void readsWhatQemuMakes(String kind) throws Exception {
    for (long size : new long[] {512, 65536 - 512, 65536 + 512, (40 << 20) + 512}) {
      Path raw = raw(size);
      Path made = make(raw, kind);
      assertThat(DiskFormat.probe(made)).isEqualTo(DiskFormat.VMDK);
      try (Disk one = Disks.open(raw);
          Disk other = Disks.open(made)) {
        assertThat(other.size()).isEqualTo(size);
        assertThat(Disks.compare(one, other)).isEqualTo(Disks.compare(one, one));
      }
      assertThat(check(made).findings()).isEmpty();
      assertThat(Disks.info(made).size()).isEqualTo(size);
    }
  }

  @Test
  void refusesAnExtentOutsideOfItsFolder() throws Exception {
    Files.write(folder.resolve("secret"), new byte[512]);
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path made = inner.resolve("a.vmdk");
    Files.writeString(made, "# Disk DescriptorFile\nRW 1 FLAT \"../secret\" 0\n");
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Disks.open(made)))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("outside of its folder");
  }

  @Test
  void findsDamage() throws Exception {
    Path made = make(raw(4 << 20), "monolithicSparse");
    long redundant = number(made, number(made, 48) * 512) * 512;
    put(made, redundant, 1 << 30);
    assertThat(check(made).clean()).isFalse();
    put(made, number(made, 56) * 512, 1 << 30);
    assertThat(check(made).clean()).isFalse();
    Path stream = make(raw(4 << 20), "streamOptimized");
    long table = number(stream, number(stream, 56) * 512) * 512;
    while (number(stream, table) == 0) {
      table += Integer.BYTES;
    }
    put(stream, number(stream, table) * 512, 77);
    assertThat(check(stream).clean()).isFalse();
  }

  @Test
  void everyDamagedFileIsReadOrRefused() throws Exception {
    byte[][] images = {
      Files.readAllBytes(make(raw(3 << 20), "monolithicSparse")),
      Files.readAllBytes(make(raw(3 << 20), "streamOptimized"))
    };
    Path victim = folder.resolve("victim.vmdk");
    int refused = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = images[seed % 2].clone();
      for (int i = random.nextInt(1, 5); i > 0; i--) {
        int most = random.nextBoolean() ? 80 : 1 << 17;
        bytes[4 + random.nextInt(Math.min(most, bytes.length - 4))] = (byte) random.nextInt();
      }
      int kept = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length;
      Files.write(victim, Arrays.copyOf(bytes, kept));
      refused += use(victim) ? 0 : 1;
    }
    assertThat(refused).isPositive().isLessThan(ROUNDS);
  }

  private static boolean use(Path victim) throws IOException {
    boolean fine = true;
    try {
      fine = check(victim).clean();
    } catch (DiskException e) {
      fine = false;
    }
    try (FileSource file = FileSource.open(victim);
        Disk disk = VmdkDisk.open(file)) {
      ByteBuffer block = ByteBuffer.allocate(1 << 16);
      var extents = disk.extents();
      var extent = extents.next();
      for (int i = 0; i < 100 && extent != null; i++, extent = extents.next()) {
        block.clear().limit((int) Math.min(block.capacity(), extent.length()));
        disk.read(extent.offset(), block);
      }
    } catch (DiskException e) {
      fine = false;
    }
    return fine;
  }

  private Path raw(long size) throws IOException {
    Path file = folder.resolve("a.raw");
    SplittableRandom random = new SplittableRandom(size);
    Files.deleteIfExists(file);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(size);
      for (int i = 0; i < 8; i++) {
        byte[] data = new byte[(int) Math.min(size, random.nextInt(1, 200_000))];
        random.nextBytes(data);
        Arrays.fill(data, 0, data.length / 2, (byte) 7);
        out.seek(random.nextLong(size - data.length + 1));
        out.write(data);
      }
    }
    return file;
  }

  private Path make(Path raw, String kind) throws Exception {
    Path made = folder.resolve(kind + Files.size(raw) + ".vmdk");
    Oracle.approve(
        "qemu-img", "convert", "-f", "raw", "-O", "vmdk", "-o", "subformat=" + kind, raw, made);
    return made;
  }

  private static CheckReport check(Path path) throws IOException {
    try (FileSource file = FileSource.open(path)) {
      return VmdkCheck.check(file);
    }
  }

  private static long number(Path path, long at) throws IOException {
    try (FileSource file = FileSource.open(path)) {
      return Integer.toUnsignedLong(file.bytes(at, 4, ByteOrder.LITTLE_ENDIAN, "number").getInt(0));
    }
  }

  private static void put(Path path, long at, int value) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(path.toFile(), "rw")) {
      out.seek(at);
      out.writeInt(Integer.reverseBytes(value));
    }
  }
}
