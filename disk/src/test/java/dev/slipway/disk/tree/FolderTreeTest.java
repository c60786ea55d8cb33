package dev.slipway.disk.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.disk.DiskException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders as trees; needs to be root, as for devices and trusted attributes. */
class FolderTreeTest {
  @TempDir Path folder;

  @Test
  void readsEveryKindOfFile() throws Exception {
    Files.writeString(folder.resolve("größe 日"), "twelve bytes");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("../ö/x"));
    Tool.run("mknod", folder.resolve("device"), "b", "259", "70000");
    Tool.run("mkfifo", "-m", "604", folder.resolve("pipe"));
    Files.createDirectories(folder.resolve("a/b/c"));
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
    }
    Directory tree = FolderTree.read(List.of(folder));
    assertThat(tree.children().keySet())
        .containsExactly("a", "device", "größe 日", "link", "pipe", "socket");
    assertThat(tree.find("a/b/c")).containsInstanceOf(Directory.class);
    assertThat(((RegularFile) node(tree, "größe 日")).content())
        .isEqualTo(new Content.Stored(folder.toRealPath().resolve("größe 日"), 12));
    assertThat(((Symlink) node(tree, "link")).target()).isEqualTo("../ö/x");
    Special device = (Special) node(tree, "device");
    assertThat(device.kind()).isEqualTo(Special.Kind.BLOCK_DEVICE);
    assertThat(device.major()).isEqualTo(259);
    assertThat(device.minor()).isEqualTo(70_000);
    assertThat(((Special) node(tree, "pipe")).kind()).isEqualTo(Special.Kind.FIFO);
    assertThat(node(tree, "pipe").metadata().mode()).isEqualTo(0604);
    assertThat(((Special) node(tree, "socket")).kind()).isEqualTo(Special.Kind.SOCKET);
  }

  @Test
  void readsMetadata() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    Tool.run("setfattr", "-n", "user.note", "-v", "hello", file);
    Tool.run("setfattr", "-n", "trusted.t", "-v", "0x0001ff", file);
    Tool.run("setfattr", "-n", "trusted.overlay.origin", "-v", "gone", file);
    Tool.run("setfattr", "-n", "user.overlay.impure", "-v", "y", file);
    Tool.run("chown", "4000000000:3000000000", file);
    Tool.run("chmod", "6751", file);
    Tool.run("setcap", "cap_net_raw+ep", file);
    Tool.run("chmod", "6751", file);
    Files.setLastModifiedTime(file, FileTime.from(5_000_000_000L, TimeUnit.SECONDS));
    Metadata metadata = node(FolderTree.read(List.of(folder)), "file").metadata();
    assertThat(metadata.mode()).isEqualTo(06751);
    assertThat(metadata.uid()).isEqualTo(4_000_000_000L);
    assertThat(metadata.gid()).isEqualTo(3_000_000_000L);
    assertThat(metadata.mtime()).isEqualTo(5_000_000_000L);
    assertThat(metadata.xattrs().keySet())
        .containsExactly("security.capability", "trusted.t", "user.note");
    assertThat(metadata.xattrs().get("user.note")).asString().isEqualTo("hello");
    assertThat(metadata.xattrs().get("trusted.t")).containsExactly(0, 1, 0xff);
  }

  @Test
  void seesHardLinksAsOneNode() throws Exception {
    Path first = Files.writeString(folder.resolve("first"), "x");
    Files.createDirectory(folder.resolve("d"));
    Files.createLink(folder.resolve("d/second"), first);
    Files.createSymbolicLink(folder.resolve("symbolic"), Path.of("x"));
    Tool.run("ln", "-P", folder.resolve("symbolic"), folder.resolve("symbolic2"));
    Directory tree = FolderTree.read(List.of(folder));
    assertThat(node(tree, "d/second")).isSameAs(node(tree, "first"));
    assertThat(node(tree, "symbolic")).isSameAs(node(tree, "symbolic2"));
  }

  @Test
  void appliesWhiteoutsAndOpaqueDirectoriesInBothNamespaces() throws Exception {
    Path lower = Files.createDirectory(folder.resolve("lower"));
    for (String name : List.of("kept/a", "opaque/a", "opaque2/a", "gone/a", "file", "merged/a")) {
      Files.createDirectories(lower.resolve(name).getParent());
      Files.writeString(lower.resolve(name), name);
    }
    Path upper = Files.createDirectory(folder.resolve("upper"));
    Tool.run("mknod", upper.resolve("gone"), "c", "0", "0");
    for (String name : List.of("opaque", "opaque2", "merged")) {
      Files.createDirectory(upper.resolve(name));
      Files.writeString(upper.resolve(name).resolve("new"), "");
    }
    Tool.run("chmod", "711", upper.resolve("merged"));
    Tool.run("setfattr", "-n", "trusted.overlay.opaque", "-v", "y", upper.resolve("opaque"));
    Tool.run("setfattr", "-n", "user.overlay.opaque", "-v", "y", upper.resolve("opaque2"));
    Files.writeString(upper.resolve("file"), "");
    Tool.run("setfattr", "-n", "user.overlay.whiteout", "-v", "y", upper.resolve("file"));
    Directory tree = FolderTree.read(List.of(lower, upper));
    assertThat(tree.children().keySet()).containsExactly("kept", "merged", "opaque", "opaque2");
    assertThat(names(tree, "opaque")).containsExactly("new");
    assertThat(names(tree, "opaque2")).containsExactly("new");
    assertThat(names(tree, "merged")).containsExactly("a", "new");
    assertThat(node(tree, "merged").metadata().mode()).isEqualTo(0711);
    assertThat(node(tree, "opaque2").metadata().xattrs()).isEmpty();
  }

  @Test
  void refusesOverlaysWithRedirects() throws Exception {
    Path moved = Files.createDirectory(folder.resolve("moved"));
    Tool.run("setfattr", "-n", "trusted.overlay.redirect", "-v", "/old", moved);
    assertThatThrownBy(() -> FolderTree.read(List.of(folder)))
        .isInstanceOf(DiskException.class)
        .hasMessageContainingAll(moved.toString(), "redirect_dir=off");
  }

  @Test
  void refusesNamesThatAreNotUtf8() throws Exception {
    byte[] path = (folder + "/d/caf?").getBytes(StandardCharsets.UTF_8);
    path[path.length - 1] = (byte) 0xe9;
    Files.createDirectory(folder.resolve("d"));
    Tool.runWith(path, "xargs", "-0", "touch");
    assertThatThrownBy(() -> FolderTree.read(List.of(folder)))
        .isInstanceOf(DiskException.class)
        .hasMessageContainingAll(folder + "/d/caf", "not UTF-8");
  }

  @Test
  void readsDeepFolders() throws Exception {
    Path deep = folder;
    for (int i = 0; i < 1500; i++) {
      deep = deep.resolve("d");
    }
    Files.createDirectories(deep);
    Directory tree = FolderTree.read(List.of(folder));
    assertThat(tree.find("d/".repeat(1500))).isPresent();
    assertThat(tree.find("d/".repeat(1501))).isEmpty();
    Tool.run("rm", "-r", folder.resolve("d")); // for JUnit it takes minutes
  }

  @Test
  void saysWhatIsNoFolder() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> FolderTree.read(List.of(file)))
        .isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> FolderTree.read(List.of(folder.resolve("missing"))))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("missing");
    assertThatThrownBy(() -> FolderTree.read(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Node node(Directory tree, String path) {
    return tree.find(path).orElseThrow();
  }

  private static Iterable<String> names(Directory tree, String path) {
    return ((Directory) node(tree, path)).children().keySet();
  }
}
