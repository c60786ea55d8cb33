package dev.slipway.disk.ext4;

import dev.slipway.disk.tree.Content;

/** What an inode holds, apart from its metadata. */
sealed interface Body {
  /** A directory's names. */
  record Names(DirectoryBlocks blocks) implements Body {}

  /** A file's bytes. */
  final class Data implements Body {
    /** Where the bytes come from. */
    final Content content;

    /**
     * The stretches of blocks that are not holes: first block and number of blocks, in turn. Filled
     * by {@link ZeroScan} for files that are looked through, otherwise one stretch.
     */
    long[] runs;

    Data(Content content) {
      this.content = content;
      long blocks = Format.ceil(content.size(), Format.BLOCK);
      runs = blocks == 0 ? new long[0] : new long[] {0, blocks};
    }
  }

  /** A symbolic link's target, as UTF-8. */
  record Target(byte[] path) implements Body {
    /** Longer targets need a block. */
    private static final int IN_INODE = 59;

    boolean fitsInode() {
      return path.length <= IN_INODE;
    }
  }

  /** A device's numbers; of a pipe or socket 0 and 0. */
  record Device(int major, int minor) implements Body {}

  /** The blocks kept for more group descriptors. */
  record Descriptors(long doubleIndirect, long blocks) implements Body {}

  /** The journal. */
  record Journal(long blocks) implements Body {}
}
