package dev.slipway.disk.fat;

import dev.slipway.disk.tree.Node;
import java.util.ArrayList;
import java.util.List;

/** A file or directory on its way into a volume. */
final class FatItem {
  final String path;
  final FatName name;
  final Node node;
  final List<FatItem> children = new ArrayList<>();

  /** The first cluster, or 0 for none (empty files, the root of FAT12 and FAT16). */
  long cluster;

  FatItem(String path, FatName name, Node node) {
    this.path = path;
    this.name = name;
    this.node = node;
  }

  /** How many entries of 32 bytes its children take. */
  int childEntries() {
    return children.stream().mapToInt(child -> child.name.entries()).sum();
  }
}
