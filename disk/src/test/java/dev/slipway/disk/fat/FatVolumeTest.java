package dev.slipway.disk.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.Oracle;
import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import dev.slipway.disk.tree.Symlink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FatVolumeTest {
  private static final long MIB = 1 << 20;
  private static final long TIME = 1_700_000_000;
  private static final Metadata META = Metadata.ofRoot(0755, TIME);

  @TempDir Path folder;

  private static FatOptions options(long size) {
    return new FatOptions(size, "EFI SYSTEM", 0xCAFE1234, 4096, TIME);
  }

  private static RegularFile file(byte... bytes) {
    return new RegularFile(META, new Content.Bytes(bytes));
  }

  private static RegularFile random(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return file(bytes);
  }

  private Path write(Directory tree, FatOptions options) throws Exception {
    Path image = folder.resolve("fat" + System.nanoTime() + ".img");
    return Oracle.write(new FatVolume(tree, options), image);
  }

  /** fsck says one line with the version and one with the numbers, unless something is wrong. */
  private static void assertClean(Path image) throws Exception {
    assertThat(Oracle.approve("fsck.fat", "-n", "-v", image))
        .doesNotContain("differences", "wrong");
    assertThat(Oracle.approve("fsck.fat", "-n", image).lines()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "65536, FAT12",
    "1474560, FAT12",
    "8388608, FAT12",
    "8389120, FAT16",
    "8454144, FAT16",
    "33554432, FAT16",
    "67108864, FAT16",
    "104857600, FAT16",
    "268435456, FAT16",
    "536870400, FAT16",
    "536870912, FAT32",
    "1073741824, FAT32",
    "34359738368, FAT32"
  })
  void everySizeIsWhatOtherToolsExpect(long size, String type) throws Exception {
    var tree = new Directory(META);
    var random = new Random(size);
    Directory boot = tree.directory("EFI/BOOT", META);
    boot.put("BOOTX64.EFI", random(random, 20_000));
    boot.put("grub.cfg", file("set x=1\n".getBytes(StandardCharsets.UTF_8)));
    tree.put("a rather long name.txt", random(random, 5));
    tree.put("empty", file());
    Path image = write(tree, options(size));

    assertClean(image);
    assertThat(Oracle.approve("blkid", "-p", "-o", "export", image))
        .contains("LABEL=EFI SYSTEM".replace(" ", "\\ "))
        .contains("UUID=CAFE-1234")
        .contains("VERSION=" + type);
    assertThat(Oracle.approve("mdir", "-i", image, "::/EFI/BOOT"))
        .contains("BOOTX64  EFI     20000 2023-11-14  22:13")
        .contains("grub.cfg");
    assertThat(Oracle.approve("minfo", "-i", image, "::")).contains("hidden sectors: 4096");
    assertSame(tree, image);
  }

  /** Copies everything out with mtools and compares. */
  private void assertSame(Directory tree, Path image) throws Exception {
    Path out = Files.createDirectory(folder.resolve("out" + System.nanoTime()));
    if (!tree.children().isEmpty()) {
      Oracle.approve("mcopy", "-s", "-m", "-i", image, "::*", out);
    }
    compare(tree, out);
  }

  private static void compare(Directory tree, Path out) throws Exception {
    try (var list = Files.list(out)) {
      assertThat(list.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(tree.children().keySet());
    }
    for (Map.Entry<String, Node> entry : tree.children().entrySet()) {
      Path path = out.resolve(entry.getKey());
      switch (entry.getValue()) {
        case Directory below -> compare(below, path);
        case RegularFile file ->
            assertThat(Files.readAllBytes(path))
                .as(path.toString())
                .isEqualTo(((Content.Bytes) file.content()).bytes());
        default -> throw new AssertionError(entry);
      }
    }
  }

  @Test
  void randomTreesComeBackAsTheyWere() throws Exception {
    for (int seed = 0; seed < 6; seed++) {
      var random = new Random(seed);
      var tree = new Directory(META);
      fill(tree, random, 3);
      long size = new long[] {8 * MIB, 64 * MIB, 600 * MIB}[seed % 3];
      Path image = write(tree, options(size));
      assertClean(image);
      assertSame(tree, image);
      Files.delete(image);
    }
  }

  private static void fill(Directory directory, Random random, int depth) {
    int count = random.nextInt(25);
    for (int i = 0; i < count; i++) {
      String name = name(random) + i;
      if (depth > 0 && random.nextInt(4) == 0) {
        var below = new Directory(META);
        fill(below, random, depth - 1);
        directory.put(name, below);
      } else {
        directory.put(name, random(random, random.nextInt(9000)));
      }
    }
  }

  private static String name(Random random) {
    String letters = "abcXYZ019-_~. +=[],;é日ü";
    var name = new StringBuilder("n");
    int length = random.nextInt(random.nextInt(5) == 0 ? 120 : 12);
    for (int i = 0; i < length; i++) {
      name.append(letters.charAt(random.nextInt(letters.length())));
    }
    return name.toString();
  }

  @Test
  void aDirectoryOfThousandsKeepsShortNamesApart() throws Exception {
    var tree = new Directory(META);
    Directory many = tree.directory("many", META);
    for (int i = 0; i < 1000; i++) {
      many.put("the same beginning " + i + ".config", file((byte) i));
    }
    many.put("THESAM~1.CON", file((byte) 1));
    many.put("thesam~2.con", file((byte) 2));
    Path image = write(tree, options(64 * MIB));
    assertClean(image);
    assertSame(tree, image);
  }

  @Test
  void aVolumeIsFilledToTheLastCluster() throws Exception {
    FatGeometry geometry = FatGeometry.of(2 * MIB);
    var tree = new Directory(META);
    int room = Math.toIntExact(geometry.clusters() * geometry.clusterBytes());
    tree.put("FULL", random(new Random(1), room));
    Path image = write(tree, options(2 * MIB));
    assertClean(image);
    assertSame(tree, image);

    tree.put("MORE", file((byte) 1));
    assertThatThrownBy(() -> new FatVolume(tree, options(2 * MIB)))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("room for " + room);
  }

  @Test
  void theSameTreeGivesTheSameBytes() throws Exception {
    var tree = new Directory(META);
    fill(tree, new Random(5), 2);
    Path one = write(tree, options(16 * MIB));
    Path two = write(tree, options(16 * MIB));
    assertThat(Files.mismatch(one, two)).isEqualTo(-1);
  }

  @Test
  void whatFatCannotHoldIsRefused() {
    assertRefused("no symbolic links", "link", new Symlink(META, "x"));
    assertRefused("cannot hold the name 'a:b'", "a:b", file());
    assertRefused("cannot hold the name 'dot.'", "dot.", file());
    assertRefused("256 UTF-16 units", "x".repeat(256), file());
    assertRefused(
        "a file in FAT", "big", new RegularFile(META, new Content.Stored(folder, 1L << 32)));
    var tree = new Directory(META);
    tree.put("Name", file());
    tree.put("nAME", file());
    assertThatThrownBy(() -> new FatVolume(tree, options(MIB)))
        .hasMessageContaining("'Name' and 'nAME' are one name");
    assertThatThrownBy(() -> new FatVolume(new Directory(META), options(512 * 20)))
        .hasMessageContaining("too few");
    assertThatThrownBy(() -> new FatVolume(new Directory(META), options(MIB + 1)))
        .isInstanceOf(DiskException.class);
    var lower = new FatOptions(MIB, "esp", 1, 0, TIME);
    assertThatThrownBy(() -> new FatVolume(new Directory(META), lower))
        .hasMessageContaining("'esp'");
  }

  private static void assertRefused(String message, String name, Node node) {
    var tree = new Directory(META);
    tree.put(name, node);
    assertThatThrownBy(() -> new FatVolume(tree, options(MIB)))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theRootOfAFat16HoldsFiveHundredAndTwelveEntries() throws Exception {
    var tree = new Directory(META);
    for (int i = 0; i < 511; i++) {
      tree.put("F" + i, file());
    }
    assertClean(write(tree, options(32 * MIB)));
    tree.put("ONE.MORE", file());
    assertThatThrownBy(() -> new FatVolume(tree, options(32 * MIB))).hasMessageContaining("512");
  }
}
