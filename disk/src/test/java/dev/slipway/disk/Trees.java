package dev.slipway.disk;

import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import dev.slipway.disk.tree.Special;
import dev.slipway.disk.tree.Symlink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;

/** Trees as sorted lines of text, which tests compare. */
public final class Trees {
  private Trees() {}

  /** One line for each node: path, type, mode, owner, group, time, and what is in it. */
  public static SortedSet<String> lines(Directory tree) throws IOException {
    var lines = new TreeSet<String>();
    add(lines, "", tree);
    return lines;
  }

  private static void add(SortedSet<String> lines, String path, Node node) throws IOException {
    Metadata meta = node.metadata();
    String what =
        switch (node) {
          case Directory _ -> "directory";
          case RegularFile file -> "file " + file.content().size() + " " + sum(file.content());
          case Symlink link -> "link " + link.target();
          case Special it -> it.kind() + " " + it.major() + ":" + it.minor();
        };
    lines.add(
        "%s %o %d:%d %d %s"
            .formatted(
                path.isEmpty() ? "/" : path,
                meta.mode(),
                meta.uid(),
                meta.gid(),
                meta.mtime(),
                what));
    if (node instanceof Directory directory) {
      for (Map.Entry<String, Node> entry : directory.children().entrySet()) {
        add(lines, path + "/" + entry.getKey(), entry.getValue());
      }
    }
  }

  private static String sum(Content content) throws IOException {
    try (InputStream in = Channels.newInputStream(content.open())) {
      var crc = new CRC32();
      byte[] buffer = new byte[1 << 16];
      for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
        crc.update(buffer, 0, length);
      }
      return Long.toHexString(crc.getValue());
    }
  }

  /** Reads a folder; hard links become one node. */
  public static Directory ofFolder(Path folder) throws IOException {
    return (Directory) node(folder, new TreeMap<>());
  }

  private static Node node(Path path, Map<Object, Node> byInode) throws IOException {
    Map<String, Object> all = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
    int mode = (int) all.get("mode");
    long mtime = ((java.nio.file.attribute.FileTime) all.get("lastModifiedTime")).toMillis();
    Metadata meta =
        Metadata.ofRoot(mode & 07777, Math.floorDiv(mtime, 1000))
            .withOwner((int) all.get("uid") & 0xFFFFFFFFL, (int) all.get("gid") & 0xFFFFFFFFL);
    if (Files.isSymbolicLink(path)) {
      return new Symlink(meta, Files.readSymbolicLink(path).toString());
    }
    if (Files.isDirectory(path)) {
      var directory = new Directory(meta);
      try (var list = Files.list(path)) {
        for (Path child : list.toList()) {
          directory.put(child.getFileName().toString(), node(child, byInode));
        }
      }
      return directory;
    }
    Node known = byInode.get(all.get("ino"));
    if (known != null) {
      return known;
    }
    Node made = file(path, meta, mode, (long) all.get("rdev"));
    byInode.put(all.get("ino"), made);
    return made;
  }

  private static Node file(Path path, Metadata meta, int mode, long rdev) throws IOException {
    int major = (int) (rdev >>> 8 & 0xFFF);
    int minor = (int) ((rdev & 0xFF) | (rdev >>> 12 & 0xFFF00));
    return switch (mode >>> 12) {
      case 1 -> new Special(meta, Special.Kind.FIFO, 0, 0);
      case 2 -> new Special(meta, Special.Kind.CHARACTER_DEVICE, major, minor);
      case 6 -> new Special(meta, Special.Kind.BLOCK_DEVICE, major, minor);
      case 12 -> new Special(meta, Special.Kind.SOCKET, 0, 0);
      default -> new RegularFile(meta, new Content.Stored(path, Files.size(path)));
    };
  }

  /** A file with bytes. */
  public static RegularFile file(Metadata metadata, byte[] bytes) {
    return new RegularFile(metadata, new Content.Bytes(bytes));
  }

  /** What is in one and not in the other, for messages. */
  public static List<String> difference(SortedSet<String> one, SortedSet<String> other) {
    var left = new TreeSet<>(one);
    left.removeAll(other);
    var right = new TreeSet<>(other);
    right.removeAll(one);
    var difference = new java.util.ArrayList<String>();
    left.forEach(line -> difference.add("- " + line));
    right.forEach(line -> difference.add("+ " + line));
    return difference;
  }
}
