package dev.slipway.disk.ext4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import dev.slipway.disk.tree.Symlink;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** Compares a tree with a folder into which debugfs dumped it: names, contents, links. */
final class ReadBack {
  private ReadBack() {}

  static void compare(Directory tree, Path folder) throws Exception {
    Set<String> names = new TreeSet<>();
    try (var stream = Files.newDirectoryStream(folder)) {
      stream.forEach(path -> names.add(path.getFileName().toString()));
    }
    names.remove("lost+found");
    Set<String> expected = new TreeSet<>();
    for (var child : tree.children().entrySet()) {
      Path path = folder.resolve(child.getKey());
      Node node = child.getValue();
      switch (node) {
        case Directory directory -> compare(directory, path);
        case RegularFile(_, Content.Bytes(var bytes)) -> assertThat(path).hasBinaryContent(bytes);
        case Symlink(_, var target) -> assertThat(Files.readSymbolicLink(path)).hasToString(target);
        default -> {
          continue; // debugfs makes no devices
        }
      }
      expected.add(child.getKey());
      assertThat(Files.exists(path, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
    assertThat(names).isEqualTo(expected);
  }
}
