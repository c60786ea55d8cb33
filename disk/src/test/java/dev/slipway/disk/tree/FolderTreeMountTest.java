package dev.slipway.disk.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers as the kernel's overlayfs makes and shows them; needs to be root. */
@Tag("slow")
class FolderTreeMountTest {
  @TempDir Path folder;
  private final Deque<Path> mounted = new ArrayDeque<>();

  @AfterEach
  void unmount() throws Exception {
    while (!mounted.isEmpty()) {
      Tool.run("umount", mounted.pop());
    }
  }

  private void mount(Path at, String... options) throws Exception {
    String[] command = java.util.Arrays.copyOf(options, options.length + 2);
    System.arraycopy(options, 0, command, 1, options.length);
    command[0] = "mount";
    command[command.length - 1] = at.toString();
    Tool.run((Object[]) command);
    mounted.push(at);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",userxattr"})
  void showsWhatOverlayfsShows(String option) throws Exception {
    // Its upper layer cannot be on an overlay, which /tmp may be.
    Path own = Files.createDirectory(folder.resolve("own"));
    mount(own, "-t", "tmpfs", "tmpfs");
    Path lower = Files.createDirectory(own.resolve("lower"));
    Path upper = Files.createDirectory(own.resolve("upper"));
    Path work = Files.createDirectory(own.resolve("work"));
    Path merged = Files.createDirectory(own.resolve("merged"));
    for (String name : List.of("a/x", "a/y", "b/deep/x", "b/y", "c/x", "d", "e", "f/x")) {
      Files.createDirectories(lower.resolve(name).getParent());
      Files.writeString(lower.resolve(name), name);
    }
    Files.createLink(lower.resolve("e2"), lower.resolve("e"));
    mount(
        merged,
        "-t",
        "overlay",
        "overlay",
        "-o",
        "lowerdir=" + lower + ",upperdir=" + upper + ",workdir=" + work + option);
    Tool.run("rm", "-r", merged.resolve("a"));
    Files.createDirectory(merged.resolve("a"));
    Files.writeString(merged.resolve("a/new"), "new");
    Files.delete(merged.resolve("b/deep/x"));
    Tool.run("rm", "-r", merged.resolve("c"));
    Files.writeString(merged.resolve("c"), "a file now");
    Files.delete(merged.resolve("d"));
    Files.createDirectory(merged.resolve("d"));
    Tool.run("chmod", "600", merged.resolve("f/x"));
    Tool.run("chown", "5:6", merged.resolve("f"));
    Map<String, String> expected = describe(FolderTree.read(List.of(merged)));
    assertThat(describe(FolderTree.read(List.of(lower, upper)))).isEqualTo(expected);
    assertThat(expected).containsKeys("/a/new", "/b/y").doesNotContainKeys("/a/x", "/b/deep/x");
  }

  @Test
  void staysOnOneFileSystemWhenAsked() throws Exception {
    Path inner = Files.createDirectories(folder.resolve("a/inner"));
    Path bound = Files.createDirectories(folder.resolve("a/bound"));
    mount(inner, "-t", "tmpfs", "-o", "mode=711", "tmpfs");
    mount(bound, "--bind", Files.createDirectory(folder.resolve("b")).toString());
    Files.createFile(inner.resolve("x"));
    Files.createFile(bound.resolve("y"));
    assertThat(describe(FolderTree.read(List.of(folder), false)))
        .containsKeys("/a/inner", "/a/bound", "/b/y")
        .doesNotContainKeys("/a/inner/x", "/a/bound/y");
    assertThat(describe(FolderTree.read(List.of(folder), true)))
        .containsKeys("/a/inner/x", "/a/bound/y");
    assertThat(describe(FolderTree.read(List.of(inner), false))).containsKey("/x");
  }

  private static Map<String, String> describe(Directory tree) {
    Map<String, String> found = new TreeMap<>();
    describe("", tree, found);
    return found;
  }

  private static void describe(String path, Node node, Map<String, String> into) {
    Metadata metadata = node.metadata();
    String text =
        Integer.toOctalString(metadata.mode()) + " " + metadata.uid() + ":" + metadata.gid();
    text += " " + metadata.mtime() + " " + metadata.xattrs().keySet();
    switch (node) {
      case Directory directory ->
          directory.children().forEach((name, child) -> describe(path + "/" + name, child, into));
      case RegularFile file -> text += " " + file.content().size();
      case Symlink link -> text += " " + link.target();
      case Special special -> text += " " + special;
    }
    into.put(path, text);
  }
}
