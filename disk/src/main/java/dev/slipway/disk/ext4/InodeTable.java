package dev.slipway.disk.ext4;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Writes inodes as the format has them. */
final class InodeTable {
  private static final int HUGE_DIRECT = 12;
  private static final int DOUBLE_INDIRECT = HUGE_DIRECT + 1;

  private final Layout layout;
  private final long time;
  private final Checksum checksum;

  InodeTable(Layout layout, long time, Checksum checksum) {
    this.layout = layout;
    this.time = time;
    this.checksum = checksum;
  }

  /** Writes one block of the table into one of zeros. */
  void encode(int firstNumber, Block out) {
    for (int i = 0; i < Format.INODES_PER_BLOCK; i++) {
      Inode inode = find(firstNumber + i);
      if (inode != null) {
        encode(inode, out, i * Format.INODE);
      }
    }
  }

  private @Nullable Inode find(int number) {
    if (number == Format.RESIZE_INODE) {
      return layout.resize;
    }
    if (number == Format.JOURNAL_INODE) {
      return layout.journal;
    }
    if (number == Format.ROOT_INODE) {
      return layout.inventory.inodes.getFirst();
    }
    boolean used = number >= Format.FIRST_INODE && number <= layout.inventory.last();
    return used ? layout.inventory.inodes.get(number - Format.FIRST_INODE + 1) : null;
  }

  private void encode(Inode inode, Block block, int at) {
    ByteBuffer out = block.words;
    long size = inode.size();
    long sectors = inode.blocks() * (Format.BLOCK / 512);
    out.putShort(at, (short) inode.mode);
    out.putShort(at + 0x02, (short) inode.metadata.uid());
    out.putInt(at + 0x04, (int) size);
    out.putShort(at + 0x18, (short) inode.metadata.gid());
    out.putShort(at + 0x1A, (short) inode.links);
    out.putInt(at + 0x1C, (int) sectors);
    out.putInt(at + 0x20, flags(inode));
    out.putInt(at + 0x68, (int) inode.attributeBlock);
    out.putInt(at + 0x6C, (int) (size >>> 32));
    out.putShort(at + 0x74, (short) (sectors >>> 32));
    out.putShort(at + 0x76, (short) (inode.attributeBlock >>> 32));
    out.putShort(at + 0x78, (short) (inode.metadata.uid() >>> 16));
    out.putShort(at + 0x7A, (short) (inode.metadata.gid() >>> 16));
    out.putShort(at + 0x80, (short) (Format.INODE_FIXED - 128));
    times(inode, out, at);
    content(inode, out, at + 0x28);
    inode.attributes.encodeInInode(out, at);
    int sum = checksum.ofInode(inode.number).add(block.bytes, at, Format.INODE).value();
    out.putShort(at + 0x7C, (short) sum);
    out.putShort(at + 0x82, (short) (sum >>> 16));
  }

  private static int flags(Inode inode) {
    int flags = inode.extents == null ? 0 : Format.EXTENTS_FLAG;
    boolean indexed = inode.body instanceof Body.Names(var blocks) && blocks.isIndexed();
    return indexed ? flags | Format.INDEX_FLAG : flags;
  }

  private void times(Inode inode, ByteBuffer out, int at) {
    long changed = inode.metadata.mtime();
    time(out, at + 0x08, at + 0x8C, changed); // last access
    time(out, at + 0x0C, at + 0x84, time); // last change of the inode
    time(out, at + 0x10, at + 0x88, changed);
    time(out, at + 0x90, at + 0x94, time); // made
  }

  /** Seconds, of which two more bits are in the extra field. */
  private static void time(ByteBuffer out, int low, int extra, long seconds) {
    long within = Math.clamp(seconds, Format.EARLIEST, Format.LATEST);
    out.putInt(low, (int) within);
    out.putInt(extra, (int) ((within - (int) within) >>> 32) & 3);
  }

  private static void content(Inode inode, ByteBuffer out, int at) {
    switch (inode.body) {
      case Body.Target target when target.fitsInode() -> out.put(at, target.path());
      case Body.Device(var major, var minor) -> {
        if (major < 256 && minor < 256) {
          out.putInt(at, major << 8 | minor);
        } else {
          out.putInt(at + 4, (minor & 0xFF) | major << 8 | (minor & ~0xFF) << 12);
        }
      }
      case Body.Descriptors(var doubleIndirect, _) ->
          out.putInt(at + 4 * DOUBLE_INDIRECT, (int) doubleIndirect);
      case Body.Names _, Body.Data _, Body.Target _, Body.Journal _ -> {
        if (inode.tree != null) {
          inode.tree.encodeRoot(out, at);
        }
      }
    }
  }
}
