package dev.slipway.disk.ext4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import dev.slipway.disk.tree.Special;
import dev.slipway.disk.tree.Symlink;
import java.nio.channels.Channels;

/** Compares two trees: names, kinds, metadata, contents. */
final class SameTree {
  private SameTree() {}

  static void compare(String path, Directory expected, Directory seen) throws Exception {
    assertThat(seen.children().keySet()).as(path).isEqualTo(expected.children().keySet());
    compare(path, expected.metadata(), seen.metadata());
    for (String name : expected.children().keySet()) {
      compare(path + "/" + name, expected.children().get(name), seen.children().get(name));
    }
  }

  private static void compare(String path, Node expected, Node seen) throws Exception {
    assertThat(seen).as(path).hasSameClassAs(expected);
    if (expected instanceof Directory directory) {
      compare(path, directory, (Directory) seen);
      return;
    }
    compare(path, expected.metadata(), seen.metadata());
    if (expected instanceof RegularFile file) {
      assertThat(bytes(((RegularFile) seen).content())).as(path).isEqualTo(bytes(file.content()));
    } else if (expected instanceof Symlink link) {
      assertThat(((Symlink) seen).target()).as(path).isEqualTo(link.target());
    } else if (expected instanceof Special special) {
      Special other = (Special) seen;
      assertThat(other.kind()).as(path).isEqualTo(special.kind());
      assertThat(other.major()).as(path).isEqualTo(special.major());
      assertThat(other.minor()).as(path).isEqualTo(special.minor());
    }
  }

  private static void compare(String path, Metadata expected, Metadata seen) {
    assertThat(seen.mode()).as(path).isEqualTo(expected.mode());
    assertThat(seen.uid()).as(path).isEqualTo(expected.uid());
    assertThat(seen.gid()).as(path).isEqualTo(expected.gid());
    long time = Math.clamp(expected.mtime(), Format.EARLIEST, Format.LATEST);
    assertThat(seen.mtime()).as(path).isEqualTo(time);
    assertThat(seen.xattrs().keySet()).as(path).isEqualTo(expected.xattrs().keySet());
    expected
        .xattrs()
        .forEach((name, value) -> assertThat(seen.xattrs().get(name)).as(path).isEqualTo(value));
  }

  private static byte[] bytes(Content content) throws Exception {
    try (var channel = content.open()) {
      return Channels.newInputStream(channel).readAllBytes();
    }
  }
}
