package dev.slipway.disk.tree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads folders of this machine as trees: owner, mode, time, hard links, devices, access lists and
 * extended attributes ({@code security.*}, {@code user.*}, {@code trusted.*}). Needs to be root for
 * what only root may read.
 */
public final class FolderTree {
  private FolderTree() {}

  /**
   * Reads a folder, or layers of an overlay as overlayfs would show them, mounts below it included.
   *
   * @param layers at least one folder, the lowest first
   * @throws dev.slipway.disk.DiskException where a name is not UTF-8, or a layer needs overlay
   *     features (redirects, metadata-only copies) that cannot be read without mounting it
   */
  public static Directory read(List<Path> layers) throws IOException {
    return read(layers, true);
  }

  /**
   * Reads a folder, or layers of an overlay as overlayfs would show them.
   *
   * @param layers at least one folder, the lowest first
   * @param mounts whether to go into other file systems that are mounted below; where not, the
   *     directory on which one is mounted stays empty
   */
  public static Directory read(List<Path> layers, boolean mounts) throws IOException {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a tree needs at least one folder");
    }
    SortedMap<String, byte[]> none = new TreeMap<>();
    Directory root = new Directory(new Metadata(0755, 0, 0, 0, none));
    for (Path layer : layers) {
      new LayerReader(mounts).read(layer.toRealPath(), root);
    }
    return root;
  }
}
