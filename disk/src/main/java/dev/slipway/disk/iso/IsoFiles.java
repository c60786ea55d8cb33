package dev.slipway.disk.iso;

import dev.slipway.disk.SinkWriter;
import dev.slipway.disk.tree.RegularFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** The files whose bytes an image holds, each once, in the order in which they were found. */
final class IsoFiles {
  private final IdentityHashMap<RegularFile, IsoFile> byNode = new IdentityHashMap<>();
  private final List<IsoFile> files = new ArrayList<>();
  private boolean counting = true;

  /** The file of a node; further names of it are hard links. */
  IsoFile fileOf(RegularFile node, String path) {
    IsoFile file = byNode.get(node);
    if (file == null) {
      file = new IsoFile(node.content(), path);
      byNode.put(node, file);
      files.add(file);
    }
    if (counting) {
      file.links++;
    }
    return file;
  }

  /** From now on names are those of a second hierarchy. */
  void stopCounting() {
    counting = false;
  }

  /** Gives each file its place. Returns the sector after the last. */
  long place(long firstSector) {
    long next = firstSector;
    for (IsoFile file : files) {
      long size = file.content.size();
      file.sector = size == 0 ? 0 : next;
      next += IsoRecord.roundUp(size) / IsoRecord.SECTOR;
    }
    return next;
  }

  /**
   * Writes all bytes.
   *
   * @param offset where the image starts
   */
  void write(long offset, SinkWriter out) throws IOException {
    for (IsoFile file : files) {
      if (file.sector != 0) {
        out.seek(offset + file.sector * IsoRecord.SECTOR);
        out.write(file.content, file.path);
      }
    }
  }
}
