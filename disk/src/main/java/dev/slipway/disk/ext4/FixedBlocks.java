package dev.slipway.disk.ext4;

import java.io.IOException;

/** Writes what has a fixed place on the volume, in between everything else. */
final class FixedBlocks {
  private final Geometry geometry;
  private final BlockStream stream;
  private final GroupTable table;
  private final Superblock superblock;
  private final InodeTable inodes;
  private final Block block = new Block();
  private int index;

  FixedBlocks(Ext4Options options, Layout layout, BlockStream stream) {
    Checksum checksum = new Checksum(options.uuid());
    geometry = layout.geometry;
    this.stream = stream;
    table = new GroupTable(layout, checksum);
    superblock = new Superblock(options, layout, table, checksum);
    inodes = new InodeTable(layout, options.time(), checksum);
  }

  /** Writes everything before a block that has not been written yet. */
  void writeUpTo(long before) throws IOException, InterruptedException {
    while (index < geometry.fixed.size() && geometry.fixed.get(index).start() < before) {
      Stretch stretch = geometry.fixed.get(index++);
      switch (stretch.kind()) {
        case SUPERBLOCK -> superblock(stretch);
        case BLOCK_BITMAPS -> blockBitmaps(stretch);
        case INODE_BITMAPS -> inodeBitmaps(stretch);
        case INODE_TABLE -> inodeTable(stretch);
      }
    }
  }

  private void superblock(Stretch stretch) throws IOException, InterruptedException {
    block.clear();
    int at = stretch.group() == 0 ? Superblock.SIZE : 0; // room for a boot sector
    block.words.put(at, superblock.encode(stretch.group()));
    stream.put(stretch.start(), block.bytes, 0, 1);
    stream.put(stretch.start() + 1, table.descriptors, 0, geometry.descriptorBlocks);
    for (int i = 0; stretch.group() == 0 && i < geometry.reservedBlocks; i++) {
      long place = 1L + geometry.descriptorBlocks + i;
      copies(place);
      stream.put(place, block.bytes, 0, 1);
    }
  }

  /** A reserved descriptor block lists the blocks that are kept for its copies. */
  private void copies(long original) {
    block.clear();
    int count = 0;
    for (int group = 1; group < geometry.groups; group++) {
      if (Geometry.hasSuperblock(group)) {
        block.words.putInt(4 * count++, (int) (Geometry.start(group) + original));
      }
    }
  }

  private void blockBitmaps(Stretch stretch) throws IOException, InterruptedException {
    for (int i = 0; i < stretch.blocks(); i++) {
      if (table.hasBlockBitmap(stretch.group() + i)) {
        stream.put(stretch.start() + i, table.blockBitmap(stretch.group() + i), 0, 1);
      }
    }
  }

  private void inodeBitmaps(Stretch stretch) throws IOException, InterruptedException {
    for (int i = 0; i < stretch.blocks(); i++) {
      if (table.usedInodes(stretch.group() + i) > 0) {
        stream.put(stretch.start() + i, table.inodeBitmap(stretch.group() + i), 0, 1);
      }
    }
  }

  private void inodeTable(Stretch stretch) throws IOException, InterruptedException {
    int used = table.usedInodes(stretch.group());
    int first = stretch.group() * geometry.inodesPerGroup + 1;
    for (int i = 0; i * Format.INODES_PER_BLOCK < used; i++) {
      block.clear();
      inodes.encode(first + i * Format.INODES_PER_BLOCK, block);
      stream.put(stretch.start() + i, block.bytes, 0, 1);
    }
  }
}
