package dev.slipway.disk.iso;

import dev.slipway.disk.Trees;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.Node;
import dev.slipway.disk.tree.RegularFile;
import dev.slipway.disk.tree.Special;
import dev.slipway.disk.tree.Symlink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded random trees with everything that Rock Ridge knows. */
final class IsoTrees {
  private static final String LETTERS = "abcdefXYZ0189-_~. +=[],;:é日ü😀'\"*?\\";

  private final Random random;
  private final List<RegularFile> files = new ArrayList<>();

  private IsoTrees(long seed) {
    random = new Random(seed);
  }

  static Directory tree(long seed, int depth) {
    var trees = new IsoTrees(seed);
    var tree = new Directory(trees.metadata());
    trees.fill(tree, depth);
    return tree;
  }

  Metadata metadata() {
    return Metadata.ofRoot(0400 | random.nextInt(07777), 1_000_000_000L + random.nextInt(1 << 29))
        .withOwner(random.nextInt(70000), random.nextInt(4) == 0 ? 0xFFFFFFF0L : random.nextInt(9));
  }

  private void fill(Directory directory, int depth) {
    int count = 2 + random.nextInt(18);
    for (int i = 0; i < count; i++) {
      directory.put(name(i), depth > 0 && random.nextInt(3) == 0 ? below(depth) : leaf());
    }
  }

  private Directory below(int depth) {
    var below = new Directory(metadata());
    fill(below, depth - 1);
    return below;
  }

  private Node leaf() {
    int choice = random.nextInt(20);
    if (choice < 3) {
      return new Symlink(metadata(), target());
    }
    if (choice == 3) {
      return new Special(metadata(), Special.Kind.FIFO, 0, 0);
    }
    if (choice == 4) {
      return new Special(
          metadata(), Special.Kind.CHARACTER_DEVICE, 1 + random.nextInt(200), random.nextInt(256));
    }
    if (choice == 5 && !files.isEmpty()) {
      return files.get(random.nextInt(files.size()));
    }
    byte[] bytes = new byte[choice == 6 ? 0 : random.nextInt(6000)];
    random.nextBytes(bytes);
    RegularFile file = Trees.file(metadata(), bytes);
    files.add(file);
    return file;
  }

  private String name(int number) {
    var name = new StringBuilder().append(number);
    int length = random.nextInt(random.nextInt(6) == 0 ? 250 : 14);
    int[] letters = LETTERS.codePoints().toArray();
    while (name.length() < length) {
      name.appendCodePoint(letters[random.nextInt(letters.length)]);
      if (name.toString().getBytes(StandardCharsets.UTF_8).length > 253) {
        name.setLength(name.offsetByCodePoints(name.length(), -1));
        break;
      }
    }
    return name.toString();
  }

  private String target() {
    var target = new StringBuilder(random.nextBoolean() ? "/" : "");
    int parts = 1 + random.nextInt(random.nextInt(8) == 0 ? 40 : 4);
    for (int i = 0; i < parts; i++) {
      target.append(i == 0 ? "" : "/");
      target.append(random.nextInt(5) == 0 ? ".." : name(i));
    }
    String whole = target.toString();
    boolean tooLong = whole.getBytes(StandardCharsets.UTF_8).length > 1000; // libisofs' limit
    return tooLong ? "/" + name(0) : whole;
  }
}
