package dev.slipway.context.medium;

import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A medium's files while they are put together: all of root's, all of one time. */
final class MediumTree {
  private static final long TIME = 0;

  private final Directory root = new Directory(Metadata.ofRoot(0755, TIME));

  Directory root() {
    return root;
  }

  /** Adds a text that everyone may read. */
  void text(String path, String text) {
    add(path, 0444, new Content.Bytes(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Adds a text that may hold secrets. */
  void secret(String path, String text) {
    add(path, 0400, new Content.Bytes(text.getBytes(StandardCharsets.UTF_8)));
  }

  void add(String path, int mode, Content content) {
    int slash = path.lastIndexOf('/');
    Directory parent =
        slash < 0 ? root : root.directory(path.substring(0, slash), Metadata.ofRoot(0755, TIME));
    parent.put(path.substring(slash + 1), new RegularFile(Metadata.ofRoot(mode, TIME), content));
  }

  /** Adds what is in another tree, with this tree's owner and time. */
  void addAll(String prefix, Directory directory) {
    for (Map.Entry<String, Node> child : directory.children().entrySet()) {
      String path = prefix + child.getKey();
      switch (child.getValue()) {
        case Directory below -> {
          root.directory(path, Metadata.ofRoot(0755, TIME));
          addAll(path + "/", below);
        }
        case RegularFile file ->
            add(path, (file.metadata().mode() & 0111) != 0 ? 0555 : 0444, file.content());
        default -> throw new IllegalArgumentException(path + " is neither a file nor a folder");
      }
    }
  }

  /** Every file's SHA-256 as {@code sha256sum} prints it, by path; none below the given folders. */
  SortedMap<String, String> sums(String... without) throws IOException {
    SortedMap<String, String> sums = sums(root);
    for (String folder : without) {
      sums.keySet().removeIf(path -> path.startsWith(folder));
    }
    return sums;
  }

  /** The SHA-256 of every file in a tree, by path. */
  static SortedMap<String, String> sums(Directory tree) throws IOException {
    SortedMap<String, String> sums = new TreeMap<>();
    sum("", tree, sums);
    return sums;
  }

  private static void sum(String prefix, Directory directory, Map<String, String> sums)
      throws IOException {
    for (Map.Entry<String, Node> child : directory.children().entrySet()) {
      String path = prefix + child.getKey();
      if (child.getValue() instanceof Directory below) {
        sum(path + "/", below, sums);
      } else if (child.getValue() instanceof RegularFile file) {
        sums.put(path, sha256(file.content()));
      }
    }
  }

  /** The lines of a manifest for {@code sha256sum -c}. */
  static String manifest(SortedMap<String, String> sums) {
    StringBuilder lines = new StringBuilder();
    sums.forEach((path, sum) -> lines.append(sum).append("  ").append(path).append('\n'));
    return lines.toString();
  }

  static String sha256(Content content) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = Channels.newInputStream(content.open())) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
