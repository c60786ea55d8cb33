package dev.slipway.disk.ext4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.RegularFile;
import dev.slipway.disk.tree.Symlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** File systems as e2fsck, dumpe2fs and debugfs see them. */
class Ext4VolumeTest {
  private static final Metadata DIRECTORY = Metadata.ofRoot(0755, Images.TIME);
  private static final Metadata FILE = Metadata.ofRoot(0644, Images.TIME);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "1, 0, 8388608", "2, 50, 16777216", "3, 400, 33554432", "4, 1000, 134217728",
    "5, 1500, 268435456", "6, 1000, 134219777", "7, 500, 134758400", "8, 500, 135000000",
    "9, 2500, 2147483648", "10, 1000, 5000000000", "11, 300, 68719476736", "12, 300, 68720000000"
  })
  void isWithoutFaultAndReadsBack(long seed, int nodes, long size) throws Exception {
    Directory root = RandomTree.of(seed, nodes);
    Path image = Images.write(root, size, folder.resolve("image"));
    assertThat(image).hasSize(size);
    Tool.e2fsck(image);
    Path copy = Files.createDirectory(folder.resolve("copy"));
    Tool.debugfs(image, "rdump / " + copy);
    ReadBack.compare(root, copy);
  }

  @Test
  void hasTheFeaturesOfMke2fs() throws Exception {
    Path ours = Images.write(new Directory(DIRECTORY), 2048 * Images.MIB, folder.resolve("ours"));
    Path theirs = folder.resolve("theirs");
    Tool.run("truncate", "-s", "2G", theirs);
    Tool.run(
        "mke2fs",
        "-q",
        "-t",
        "ext4",
        "-L",
        "root",
        "-U",
        Images.ID,
        "-E",
        "lazy_itable_init=1,hash_seed=" + Images.ID,
        theirs);
    assertThat(settings(ours)).isEqualTo(settings(theirs));
  }

  /** What dumpe2fs says, without times, free blocks and checksums. */
  private static String settings(Path image) throws Exception {
    return Tool.run("dumpe2fs", "-h", image)
        .replaceAll(
            "(?m)^(Filesystem created|Last write time|Last checked|Lifetime writes"
                + "|Checksum|Free blocks):.*\n",
            "");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 100, 300, 20_000, 70_000})
  void findsEveryNameOfALargeDirectory(int names) throws Exception {
    Directory root = new Directory(DIRECTORY);
    Directory large = root.directory("large", DIRECTORY);
    for (int i = 0; i < names; i++) {
      large.put(i % 7 == 0 ? "größer-" + i : "package-" + i + ".list", new Symlink(FILE, "x"));
    }
    Path image = Images.write(root, 2048 * Images.MIB, folder.resolve("image"));
    Tool.e2fsck(image);
    assertThat(Tool.debugfs(image, "ls -p /large").lines().filter(line -> line.contains("e")))
        .hasSize(names);
  }

  @Test
  void sortsNamesByTheHashThatDebugfsComputes() throws Exception {
    HalfMd4 hash = new HalfMd4(Images.ID);
    for (int length = 1; length <= 255; length += 3) {
      String name = "ü" + "abcdefg".repeat(40).substring(0, length);
      name = length % 2 == 0 ? name.substring(1) : name;
      byte[] bytes = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      if (bytes.length > 255) {
        break;
      }
      String said = Tool.run("debugfs", "-R", "dx_hash -h half_md4 -s " + Images.ID + " " + name);
      assertThat(said).contains("0x%x (".formatted(hash.of(bytes)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 340 * 4, 340 * 4 + 1, 3000})
  void keepsHolesInAFileOfManyExtents(int extents) throws Exception {
    byte[] bytes = new byte[extents * 8192 + 70_000];
    Random random = new Random(extents);
    for (int i = 0; i < extents; i++) {
      bytes[i * 8192 + random.nextInt(4096)] = 1;
    }
    Directory root = new Directory(DIRECTORY);
    root.put("sparse", new RegularFile(FILE, new Content.Bytes(bytes)));
    Path image = Images.write(root, 256 * Images.MIB, folder.resolve("image"));
    Tool.e2fsck(image);
    Path copy = folder.resolve("copy");
    Tool.debugfs(image, "dump /sparse " + copy);
    assertThat(copy).hasBinaryContent(bytes);
    String stat = Tool.debugfs(image, "stat /sparse");
    assertThat(stat).contains("(0):", "(2):").doesNotContain("(1):");
  }

  @Test
  void holdsASparseFileLargerThanTheVolume() throws Exception {
    Path stored = folder.resolve("stored");
    Tool.run("truncate", "-s", "5G", stored);
    Tool.run(
        "dd",
        "if=/dev/urandom",
        "of=" + stored,
        "bs=1000",
        "count=5",
        "seek=4000000",
        "conv=notrunc",
        "status=none");
    Directory root = new Directory(DIRECTORY);
    root.put("a", new RegularFile(FILE, new Content.Stored(stored, 5L << 30)));
    Path image = Images.write(root, 64 * Images.MIB, folder.resolve("image"));
    Tool.e2fsck(image);
    assertThat(Tool.debugfs(image, "stat /a"))
        .contains("Size: 5368709120", "Blockcount: 24")
        .containsPattern("\\(976562-976563\\)");
  }

  @Test
  void givesTheSameBytesForTheSameTree() throws Exception {
    Path first = Images.write(RandomTree.of(77, 2000), 300 * Images.MIB, folder.resolve("first"));
    Path second = Images.write(RandomTree.of(77, 2000), 300 * Images.MIB, folder.resolve("second"));
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
  }

  @Test
  void writesAtAnOffset() throws Exception {
    Directory root = RandomTree.of(5, 200);
    long[] lowest = {Long.MAX_VALUE};
    Ext4Volume.layout(root, Images.options(64 * Images.MIB))
        .writeTo(1 << 20, (position, data) -> lowest[0] = Math.min(lowest[0], position));
    assertThat(lowest[0]).isEqualTo(1 << 20);
  }

  @Test
  void saysHowMuchATreeNeedsWhereItDoesNotFit() throws Exception {
    Directory root = RandomTree.of(8, 3000);
    root.put("large", new RegularFile(FILE, new Content.Bytes(filled(40_000_000))));
    assertThatThrownBy(() -> Ext4Volume.layout(root, Images.options(32 * Images.MIB)))
        .isInstanceOf(DiskException.class)
        .hasMessageMatching(
            "the files need a file system of \\d+ MiB, the partition has 32 MiB: raise disk.size");
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 0", "2, 100, 0", "3, 5000, 0", "4, 10, 120000000", "5, 10, 134000000"})
  void holdsATreeInItsLeastSizeButNotInLess(long seed, int nodes, int large) throws Exception {
    Directory root = RandomTree.of(seed, nodes);
    root.put("large", new RegularFile(FILE, new Content.Bytes(filled(large))));
    long least = Ext4Volume.minimumSize(root);
    Tool.e2fsck(Images.write(root, least, folder.resolve("image")));
    assertThatThrownBy(() -> Ext4Volume.layout(root, Images.options(least - Images.MIB)))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining("raise disk.size");
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) 7);
    return bytes;
  }

  @Test
  void namesTheFileThatChangedOrVanished() throws Exception {
    for (int size : new int[] {10, 4096, 300_000}) {
      Path stored = folder.resolve("stored" + size);
      Directory root = new Directory(DIRECTORY);
      root.put("kept", new RegularFile(FILE, new Content.Stored(stored, size)));
      Files.write(stored, filled(size));
      Ext4Volume volume = Ext4Volume.layout(root, Images.options(16 * Images.MIB));
      Files.write(stored, filled(size - 1));
      assertChanged(volume, stored, "was changed");
      Files.write(stored, filled(size + 1));
      assertChanged(volume, stored, "was changed");
      Files.delete(stored);
      assertChanged(volume, stored, "is gone");
    }
  }

  private static void assertChanged(Ext4Volume volume, Path stored, String what) {
    assertThatThrownBy(() -> volume.writeTo(0, (position, data) -> {}))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining(stored.toString())
        .hasMessageContaining(what)
        .hasMessageContaining("/kept");
  }

  @Test
  void passesOnWhatTheDiskSays() throws Exception {
    Ext4Volume volume = Ext4Volume.layout(RandomTree.of(3, 2000), Images.options(256 * Images.MIB));
    IOException full = new IOException("no space left");
    assertThatThrownBy(() ->
            volume.writeTo(
                0,
                (position, data) -> {
                  if (position > 0) {
                    throw full;
                  }
                }))
        .isSameAs(full);
  }

  @Test
  void refusesWhatExt4CannotHold() {
    Directory longName = new Directory(DIRECTORY);
    longName.put("ü".repeat(128), new Symlink(FILE, "x"));
    assertRefused(longName, "256 bytes");
    Directory link = new Directory(DIRECTORY);
    link.put("a", new Symlink(FILE, "x".repeat(4096)));
    assertRefused(link, "/a: a symbolic link has 1 to 4095 bytes, not 4096");
    Directory attributes = new Directory(DIRECTORY);
    attributes
        .directory("deep", DIRECTORY)
        .put("a", new Symlink(FILE.withXattrs(Map.of("user.a", new byte[5000])), "x"));
    assertRefused(attributes, "/deep/a: its extended attributes are");
    Directory unknown =
        new Directory(DIRECTORY.withXattrs(Map.of("btrfs.compression", new byte[1])));
    assertRefused(unknown, "'btrfs.compression'");
    Directory twice = new Directory(DIRECTORY);
    Directory inner = twice.directory("a/b", DIRECTORY);
    twice.put("c", inner);
    assertRefused(twice, "/a/b is in the tree twice");
    Directory lost = new Directory(DIRECTORY);
    lost.put("lost+found", new Symlink(FILE, "x"));
    assertRefused(lost, "/lost+found has to be a directory");
  }

  private static void assertRefused(Directory root, String because) {
    assertThatThrownBy(() -> Ext4Volume.layout(root, Images.options(64 * Images.MIB)))
        .isInstanceOf(DiskException.class)
        .hasMessageContaining(because);
  }
}
