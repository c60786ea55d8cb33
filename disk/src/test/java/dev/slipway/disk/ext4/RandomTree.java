package dev.slipway.disk.ext4;

import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import dev.slipway.disk.tree.Special;
import dev.slipway.disk.tree.Symlink;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Trees with a little of everything, the same for the same seed. */
final class RandomTree {
  private static final String[] ALPHABET = {"a", "b", "-", "7", " ", "ä", "日", "😀", "%", "\\"};

  private final Random random;
  private final List<Node> linkable = new ArrayList<>();
  private int left;

  private RandomTree(long seed, int nodes) {
    random = new Random(seed);
    left = nodes;
  }

  static Directory of(long seed, int nodes) {
    RandomTree made = new RandomTree(seed, nodes);
    Directory root = new Directory(made.metadata(true));
    while (made.left > 0) {
      made.fill(root, 0);
    }
    return root;
  }

  private void fill(Directory directory, int depth) {
    int count = 1 + random.nextInt(random.nextInt(8) == 0 ? 400 : 20);
    for (int i = 0; i < count && left > 0; i++) {
      left--;
      Node node = node();
      directory.put(name(), node);
      if (node instanceof Directory inner && depth < 40) {
        fill(inner, depth + 1);
      }
    }
  }

  private Node node() {
    int kind = random.nextInt(20);
    if (kind == 0 && !linkable.isEmpty()) {
      return linkable.get(random.nextInt(linkable.size()));
    }
    Node node =
        switch (kind) {
          case 1, 2, 3 -> new Directory(metadata(true));
          case 4, 5 -> new Symlink(metadata(false), "x".repeat(1 + random.nextInt(120)));
          case 6 -> special();
          default -> new RegularFile(metadata(true), new Content.Bytes(bytes()));
        };
    if (!(node instanceof Directory)) {
      linkable.add(node);
    }
    return node;
  }

  private Special special() {
    List<Special.Kind> kinds = List.copyOf(EnumSet.allOf(Special.Kind.class));
    Special.Kind kind = kinds.get(random.nextInt(kinds.size()));
    boolean device = kind == Special.Kind.CHARACTER_DEVICE || kind == Special.Kind.BLOCK_DEVICE;
    int major = device ? 1 + random.nextInt(4095) : 0;
    int minor = device ? random.nextInt(1 << random.nextInt(21)) : 0;
    return new Special(metadata(false), kind, major, minor);
  }

  /** Up to 300 KiB, with stretches of zeros at any place. */
  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(1 << (1 + random.nextInt(18)))];
    random.nextBytes(bytes);
    for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
      int from = random.nextInt(bytes.length);
      int to = Math.min(bytes.length, from + random.nextInt(40_000));
      java.util.Arrays.fill(bytes, from, to, (byte) 0);
    }
    return bytes;
  }

  /** The kernel lets only files and directories have attributes of users. */
  private Metadata metadata(boolean ofUser) {
    TreeMap<String, byte[]> attributes = new TreeMap<>();
    if (random.nextInt(6) == 0) {
      for (int i = random.nextInt(5); i >= 0; i--) {
        byte[] value = new byte[random.nextInt(1 << random.nextInt(9))];
        random.nextBytes(value);
        String prefix =
            new String[] {"trusted.", "security.", "user."}[random.nextInt(ofUser ? 3 : 2)];
        attributes.put(prefix + "n".repeat(1 + random.nextInt(40)), value);
      }
    }
    return new Metadata(
        random.nextInt(010000),
        random.nextInt() & 0xFFFFFFFFL,
        random.nextInt() & 0xFFFFFFFFL,
        random.nextLong(Format.EARLIEST - 9, Format.LATEST + 9),
        attributes);
  }

  private String name() {
    StringBuilder name = new StringBuilder("n" + left);
    int most = random.nextInt(10) == 0 ? 255 : 30;
    while (true) {
      String next = ALPHABET[random.nextInt(ALPHABET.length)];
      int length = (name + next).getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
      if (length > most || (most < 255 && random.nextInt(12) == 0)) {
        return name.toString();
      }
      name.append(next);
    }
  }
}
