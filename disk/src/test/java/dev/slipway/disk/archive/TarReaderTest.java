package dev.slipway.disk.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Opening;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.convert.OutputFile;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TarReaderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "oldgnu", "pax", "posix", "ustar", "v7"})
  void gnuTarsArchivesAreListed(String format) throws Exception {
    boolean longNames = !format.equals("v7") && !format.equals("ustar");
    String name = (longNames ? "n".repeat(150) : "disk") + ".raw";
    Path raw = TestDisks.raw(folder.resolve(name), 3_000_001, 5, 1);
    Path tar = folder.resolve("a.tar");
    Files.writeString(folder.resolve("notes.txt"), "text");
    Oracle.approve("tar", "-C", folder, "--format=" + format, "-cf", tar, "notes.txt", name);
    try (FileSource source = FileSource.open(tar)) {
      List<TarEntry> entries = TarReader.list(source);
      assertThat(entries).extracting(TarEntry::name).containsExactly("notes.txt", name);
      assertThat(entries).extracting(TarEntry::size).containsExactly(4L, 3_000_001L);
    }
    if (!format.equals("v7")) {
      assertThat(DiskFormat.probe(tar)).isEqualTo(DiskFormat.BOX);
      TestDisks.same(raw, tar);
    }
  }

  @Test
  void holesOfGnusOldFormatAreKept() throws Exception {
    Path raw = TestDisks.raw(folder.resolve("disk.raw"), 1L << 34, 60, 2);
    Path tar = folder.resolve("a.tar");
    Oracle.approve("tar", "-C", folder, "--format=oldgnu", "-Scf", tar, "disk.raw");
    TestDisks.same(raw, tar);
    Path gz = folder.resolve("a.tar.gz");
    Oracle.approve("tar", "-C", folder, "--format=oldgnu", "-Sczf", gz, "disk.raw");
    TestDisks.same(raw, gz);
    assertThat(Disks.info(gz).format()).isEqualTo(DiskFormat.COMPRESSED);
    assertThat(Disks.info(gz).size()).isEqualTo(1L << 34);
    try (Disk disk = Disks.open(tar)) {
      assertThatThrownBy(() -> disk.write(0, ByteBuffer.allocate(1)))
          .isInstanceOf(DiskException.class);
    }
    assertThatThrownBy(() -> Disks.open(tar, Opening.READ.forWriting()))
        .isInstanceOf(DiskException.class);
  }

  @Test
  void headersSayWhatGnuTarReads() throws Exception {
    Path tar = folder.resolve("a.tar");
    try (FileChannel channel =
        FileChannel.open(
            tar,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.READ)) {
      OutputFile output = OutputFile.of(channel);
      TarWriter writer = new TarWriter(output, TestDisks.TIME);
      writer.folder("in/", 0755, 107);
      writer.begin("in/large", 0440, 107, 1L << 34);
      output.skip(1L << 34);
      writer.file("small", new byte[] {'x'});
      writer.end();
      output.finish();
    }
    assertThat(Oracle.approve("tar", "--numeric-owner", "--utc", "-tvf", tar))
        .matches(
            "drwxr-xr-x 107/107 +0 2026-01-02 03:04 in/\n"
                + "-r--r----- 107/107 +17179869184 2026-01-02 03:04 in/large\n"
                + "-rw-r--r-- 0/0 +1 2026-01-02 03:04 small\n");
    byte[] start = new byte[1024];
    try (FileSource source = FileSource.open(tar)) {
      source.read(0, ByteBuffer.wrap(start));
      assertThat(TarReader.list(source)).extracting(TarEntry::size).containsExactly(1L << 34, 1L);
    }
    assertThat(start)
        .containsSequence("ustar\00000".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    assertThat(start[512 + 124]).isEqualTo((byte) 0x80);
  }

  @Test
  void severalDisksAreNotGuessed() throws Exception {
    TestDisks.raw(folder.resolve("a.raw"), 1000, 1, 1);
    Path raw = TestDisks.raw(folder.resolve("b.raw"), 2000, 1, 2);
    Path tar = folder.resolve("a.tar");
    Oracle.approve("tar", "-C", folder, "-cf", tar, "a.raw", "b.raw");
    assertThatThrownBy(() -> Disks.open(tar))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("several disks")
        .hasMessageContaining("a.raw, b.raw");
    ArchiveDisk.Options options = new ArchiveDisk.Options(Optional.of("b.raw"), 1 << 20, folder);
    try (Disk one = Disks.open(raw);
        Disk other = ArchiveDisk.open(tar, options, DiskOpener::raw)) {
      assertThat(Disks.compare(one, other).firstDifference()).isEmpty();
    }
  }

  @Test
  void damagedArchivesAreReadOrRefused() throws Exception {
    TestDisks.raw(folder.resolve("disk.raw"), 400_000, 3, 3);
    String longName = "n".repeat(120) + ".txt";
    Files.writeString(folder.resolve(longName), "text");
    List<Path> archives =
        List.of(folder.resolve("s.tar"), folder.resolve("p.tar"), folder.resolve("z.tgz"));
    Oracle.approve(
        "tar", "-C", folder, "--format=oldgnu", "-Scf", archives.get(0), longName, "disk.raw");
    Oracle.approve(
        "tar", "-C", folder, "--format=pax", "-cf", archives.get(1), longName, "disk.raw");
    Oracle.approve("tar", "-C", folder, "-czf", archives.get(2), "disk.raw");
    Path victim = folder.resolve("victim");
    int rounds = Integer.getInteger("slipway.fuzz.rounds", 300);
    int refused = 0;
    for (int seed = 0; seed < rounds; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = Files.readAllBytes(archives.get(seed % archives.size()));
      damage(random, bytes, seed % archives.size() < 2);
      Files.write(victim, bytes);
      boolean[] fine = new boolean[1];
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(10), () -> fine[0] = reads(victim), "seed " + seed);
      refused += fine[0] ? 0 : 1;
    }
    assertThat(refused).isBetween(rounds / 10, rounds);
  }

  /** Changes headers, and mostly makes their checksums right again. */
  private static void damage(SplittableRandom random, byte[] bytes, boolean tar) {
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      int header = tar ? 512 * random.nextInt(6) : 0;
      int at = header + random.nextInt(512);
      bytes[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) ('0' + random.nextInt(8));
      if (tar && random.nextInt(8) > 0) {
        byte[] block = java.util.Arrays.copyOfRange(bytes, header, header + 512);
        TarFields.putChecksum(block);
        System.arraycopy(block, 0, bytes, header, 512);
      }
    }
  }

  private boolean reads(Path victim) throws IOException {
    ArchiveDisk.Options options = new ArchiveDisk.Options(Optional.empty(), 1 << 24, folder);
    try (Disk disk = ArchiveDisk.open(victim, options, DiskOpener::raw)) {
      ByteBuffer block = ByteBuffer.allocate(1 << 16);
      int left = 100;
      for (var extent : disk.extents()) {
        disk.read(
            extent.offset(),
            block.clear().limit((int) Math.min(block.capacity(), extent.length())));
        if (left-- == 0) {
          break;
        }
      }
      return true;
    } catch (DiskException e) {
      return false;
    } catch (java.io.UncheckedIOException e) {
      assertThat(e.getCause()).isInstanceOf(DiskException.class);
      return false;
    }
  }
}
