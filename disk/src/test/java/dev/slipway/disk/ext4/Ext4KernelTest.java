package dev.slipway.disk.ext4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.FolderTree;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import dev.slipway.disk.tree.Special;
import dev.slipway.disk.tree.Symlink;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** File systems as the kernel and GRUB read them; needs to be root. */
@Tag("slow")
class Ext4KernelTest {
  private static final Metadata DIRECTORY = Metadata.ofRoot(0755, Images.TIME);
  private static final Metadata FILE = Metadata.ofRoot(0644, Images.TIME);

  @TempDir Path folder;
  private Path image;
  private Path mount;
  private boolean mounted;

  @BeforeEach
  void prepare() throws Exception {
    image = folder.resolve("image");
    mount = Files.createDirectory(folder.resolve("mount"));
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      Tool.run("umount", mount);
      mounted = false;
    }
  }

  private void mount() throws Exception {
    Tool.run("mount", "-o", "loop", image, mount);
    mounted = true;
  }

  @ParameterizedTest
  @CsvSource({"21, 50, 8388608", "22, 5000, 268435456", "23, 800, 5000000000"})
  void mountsAndIsTheSameTree(long seed, int nodes, long size) throws Exception {
    Directory root = RandomTree.of(seed, nodes);
    everything(root);
    Images.write(root, size, image);
    mount();
    Directory seen = FolderTree.read(List.of(mount));
    seen.remove("lost+found");
    SameTree.compare("", root, seen);
    assertThat(Tool.run("getcap", mount.resolve("ping"))).contains("cap_net_raw=ep");
    assertThat(Files.getAttribute(mount.resolve("first"), "unix:nlink")).isEqualTo(1000);
    unmount();
    Tool.e2fsck(image);
  }

  /** What random trees have not. */
  private static void everything(Directory root) {
    TreeMap<String, byte[]> attributes = new TreeMap<>();
    attributes.put(
        "security.capability",
        new byte[] {1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    attributes.put("user.long", new byte[3000]);
    root.put("ping", file(attributes));
    TreeMap<String, byte[]> acl = new TreeMap<>();
    acl.put("system.posix_acl_access", accessList());
    root.put(
        "acl", new RegularFile(new Metadata(0674, 0, 0, 5, acl), new Content.Bytes(new byte[1])));
    TreeMap<String, byte[]> inherited = new TreeMap<>();
    inherited.put("system.posix_acl_default", accessList());
    root.put("acl.d", new Directory(new Metadata(0755, 1, 70_000, 5, inherited)));
    Node linked = file(new TreeMap<>());
    root.put("first", linked);
    Directory names = root.directory("names", DIRECTORY);
    for (int i = 1; i < 1000; i++) {
      names.put("name" + i, linked);
    }
    for (int length : new int[] {1, 59, 60, 61, 4095}) {
      root.put("link" + length, new Symlink(FILE, "x".repeat(length)));
    }
    root.put("sda", new Special(FILE, Special.Kind.BLOCK_DEVICE, 8, 0));
    root.put("big", new Special(FILE, Special.Kind.CHARACTER_DEVICE, 4095, (1 << 20) - 1));
  }

  private static RegularFile file(Map<String, byte[]> attributes) {
    return new RegularFile(
        Metadata.ofRoot(0755, Images.TIME).withXattrs(attributes),
        new Content.Bytes(new byte[] {1, 2}));
  }

  /** user::rw-, user:70000:rwx, group::r--, group:5:r-x, mask::rwx, other::r-- */
  private static byte[] accessList() {
    int[][] entries = {{1, 6, -1}, {2, 7, 70_000}, {4, 4, -1}, {8, 5, 5}, {16, 7, -1}, {32, 4, -1}};
    var out = java.nio.ByteBuffer.allocate(4 + 8 * entries.length);
    out.order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(2);
    for (int[] entry : entries) {
      out.putShort((short) entry[0]).putShort((short) entry[1]).putInt(entry[2]);
    }
    return out.array();
  }

  @Test
  void findsAllNamesOfALargeDirectoryAndTakesMore() throws Exception {
    Directory root = new Directory(DIRECTORY);
    Directory large = root.directory("large", DIRECTORY);
    for (int i = 0; i < 20_000; i++) {
      large.put("größe-" + i, new RegularFile(FILE, new Content.Bytes(new byte[0])));
    }
    Images.write(root, 2048 * Images.MIB, image);
    mount();
    for (int i = 0; i < 20_000; i++) {
      assertThat(mount.resolve("large/größe-" + i)).exists();
    }
    for (int i = 0; i < 20_000; i += 3) {
      Files.delete(mount.resolve("large/größe-" + i));
      Files.createFile(mount.resolve("large/new-" + i));
    }
    unmount();
    Tool.e2fsck(image);
  }

  @Test
  void worksOnAfterItWasMounted() throws Exception {
    Directory root = RandomTree.of(31, 3000);
    Images.write(root, 200 * Images.MIB, image);
    mount();
    Random random = new Random(1);
    byte[] bytes = new byte[200_000];
    for (int i = 0; i < 300; i++) {
      random.nextBytes(bytes);
      Path inside = Files.createDirectories(mount.resolve("made/" + i % 17));
      Files.write(inside.resolve("file" + i), bytes);
    }
    Tool.run("sync", "-f", mount);
    unmount();
    Tool.e2fsck(image);
    mount();
    assertThat(mount.resolve("made/10/file299")).hasBinaryContent(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "2048, 40960, true",
    "2048, 40960, false",
    "8, 3000, true",
    "8, 3000, false",
    "300, 70000, true",
    "16384, 1000000, true"
  })
  void growsByFar(long mib, long grown, boolean online) throws Exception {
    Directory root = RandomTree.of(32, 40);
    Images.write(root, mib * Images.MIB, image);
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(grown * Images.MIB);
    }
    if (online) {
      assumeTrue(mayResize(), "CAP_SYS_RESOURCE is needed");
      mount();
      Tool.run("resize2fs", Tool.run("findmnt", "-no", "SOURCE", mount).strip());
      unmount();
    } else {
      Tool.run("resize2fs", image);
    }
    Tool.e2fsck(image);
    mount();
    assertThat(Files.getFileStore(mount).getTotalSpace())
        .isGreaterThan(grown * Images.MIB * 9 / 10);
    Directory seen = FolderTree.read(List.of(mount));
    seen.remove("lost+found");
    SameTree.compare("", root, seen);
  }

  private static boolean mayResize() throws Exception {
    String status = Files.readString(Path.of("/proc/self/status"));
    String bits = status.replaceFirst("(?s).*CapEff:\\s+(\\w+).*", "$1");
    return (Long.parseUnsignedLong(bits, 16) >>> 24 & 1) == 1;
  }

  @Test
  void isReadByGrub() throws Exception {
    Directory root = RandomTree.of(33, 100);
    Directory large = root.directory("boot/large", DIRECTORY);
    for (int i = 0; i < 2000; i++) {
      large.put("vmlinuz-" + i, new RegularFile(FILE, new Content.Bytes(new byte[0])));
    }
    byte[] bytes = new byte[4_000_000];
    new Random(5).nextBytes(bytes);
    for (int i = 0; i < 900_000; i += 8192) {
      java.util.Arrays.fill(bytes, i, i + 4096, (byte) 0);
    }
    Path stored = Files.write(folder.resolve("stored"), bytes);
    large.put("kernel", new RegularFile(FILE, new Content.Stored(stored, bytes.length)));
    large.put("link", new Symlink(FILE, "kernel"));
    Images.write(root, 300 * Images.MIB, image);
    assertThat(Tool.run("grub-fstest", image, "ls", "/boot/large/").split("\\s+"))
        .contains("vmlinuz-0", "vmlinuz-1999", "kernel")
        .hasSize(2002);
    Path copy = folder.resolve("copy");
    Tool.run("grub-fstest", image, "cp", "/boot/large/link", copy);
    assertThat(Files.mismatch(copy, stored)).isEqualTo(-1);
  }

  @Test
  void givesTheSameBytesForACopyMadeLater() throws Exception {
    Path first = Files.createDirectory(folder.resolve("first"));
    Images.write(RandomTree.of(34, 1500), 128 * Images.MIB, image);
    mount();
    Tool.run("cp", "-a", "--sparse=always", mount + "/.", first);
    Path second = folder.resolve("second");
    Tool.run("cp", "-a", "--sparse=never", first, second);
    unmount();
    Path one = Images.write(FolderTree.read(List.of(first)), 128 * Images.MIB, folder.resolve("1"));
    Path two =
        Images.write(FolderTree.read(List.of(second)), 128 * Images.MIB, folder.resolve("2"));
    assertThat(Files.mismatch(one, two)).isEqualTo(-1);
  }
}
