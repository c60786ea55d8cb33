package dev.slipway.disk.ext4;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.tree.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * Where everything stands on a volume. Blocks are handed out in one ascending order: directories
 * first, so that a search of the whole tree reads one stretch; then the journal; then files in the
 * order of the tree.
 */
final class Layout {
  final Geometry geometry;
  final Inventory inventory;
  final Inode resize;
  final @Nullable Inode journal;

  /** All blocks below are in use. */
  final long next;

  private final Space space;

  Layout(Inventory inventory, Geometry geometry, long time) throws DiskException {
    this.inventory = inventory;
    this.geometry = geometry;
    space = new Space(geometry);
    Metadata own = Metadata.ofRoot(0600, time);
    resize = special(Format.RESIZE_INODE, own, new Body.Descriptors(space.take(), held()));
    for (Inode inode : inventory.inodes) {
      if (inode.isDirectory()) {
        place(inode);
      }
    }
    journal =
        geometry.journalBlocks == 0
            ? null
            : special(Format.JOURNAL_INODE, own, new Body.Journal(geometry.journalBlocks));
    if (journal != null) {
      place(journal);
    }
    for (Inode inode : inventory.inodes) {
      if (!inode.isDirectory()) {
        place(inode);
      }
    }
    next = space.next();
  }

  private static Inode special(int number, Metadata metadata, Body body) throws DiskException {
    Inode inode = new Inode(number, Format.TYPE_REGULAR, metadata, body, null, "");
    inode.links = 1;
    return inode;
  }

  /** The reserved descriptor blocks and their copies, and the block that points to them. */
  private long held() {
    int copies = 0;
    for (int group = 0; group < geometry.groups; group++) {
      copies += Geometry.hasSuperblock(group) ? 1 : 0;
    }
    return 1 + (long) geometry.reservedBlocks * copies;
  }

  private void place(Inode inode) {
    Extents extents =
        switch (inode.body) {
          case Body.Names(var blocks) -> taken(0, blocks.count(), new Extents());
          case Body.Journal(var blocks) -> taken(0, blocks, new Extents());
          case Body.Data data -> {
            Extents found = new Extents();
            for (int i = 0; i < data.runs.length; i += 2) {
              taken(data.runs[i], data.runs[i + 1], found);
            }
            yield found;
          }
          case Body.Target target when !target.fitsInode() -> taken(0, 1, new Extents());
          case Body.Target _, Body.Device _, Body.Descriptors _ -> null;
        };
    inode.extents = extents;
    inode.tree = extents == null ? null : new ExtentTree(extents, space);
    inode.attributeBlock = inode.attributes.needsBlock() ? space.take() : 0;
  }

  private Extents taken(long logical, long count, Extents into) {
    space.take(logical, count, into);
    return into;
  }

  /** Bytes that a volume has to have for this, as far as this one's division goes. */
  long needed() {
    long inodes = inventory.last();
    if (inodes > geometry.inodes()) {
      return Format.ceil(inodes, Format.GROUP) * Format.GROUP * Format.BLOCK;
    }
    return space.end() * Format.BLOCK;
  }

  boolean fits() {
    return inventory.last() <= geometry.inodes() && space.end() <= geometry.blocks;
  }
}
