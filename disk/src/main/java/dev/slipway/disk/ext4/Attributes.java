package dev.slipway.disk.ext4;

import dev.slipway.disk.DiskException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An inode's extended attributes: as many as fit behind the inode, the rest in one block. Both hold
 * entries from the front and values from the back; a block's entries are sorted and hashed.
 */
final class Attributes {
  private static final Attributes NONE = new Attributes(List.of(), List.of());
  private static final int MAGIC = 0xEA020000;

  /** In an inode, entries start after the magic number. */
  private static final int INODE_ENTRIES = Format.INODE_FIXED + 4;

  private static final int BLOCK_HEADER = 32;
  private static final int END_MARK = 4;

  private final List<Attribute> inInode;
  private final List<Attribute> inBlock;

  private Attributes(List<Attribute> inInode, List<Attribute> inBlock) {
    this.inInode = inInode;
    this.inBlock = inBlock;
  }

  /** Divides an inode's attributes between the inode and a block. */
  static Attributes of(Inode inode) throws DiskException {
    if (inode.metadata.xattrs().isEmpty()) {
      return NONE;
    }
    List<Attribute> all = new ArrayList<>();
    for (var attribute : inode.metadata.xattrs().entrySet()) {
      all.add(Attribute.of(attribute.getKey(), attribute.getValue(), inode.path()));
    }
    Collections.sort(all);
    int inodeLeft = Format.INODE - INODE_ENTRIES - END_MARK;
    int blockLeft = Format.BLOCK - BLOCK_HEADER - END_MARK;
    List<Attribute> inInode = new ArrayList<>();
    List<Attribute> inBlock = new ArrayList<>();
    for (Attribute attribute : all) {
      if (attribute.size() <= inodeLeft) {
        inodeLeft -= attribute.size();
        inInode.add(attribute);
      } else {
        blockLeft -= attribute.size();
        inBlock.add(attribute);
      }
    }
    if (blockLeft < 0) {
      throw new DiskException(
          inode.path()
              + ": its extended attributes are "
              + -blockLeft
              + " bytes too large for ext4, which has 4 KiB for a file's: take some away");
    }
    return new Attributes(inInode, inBlock);
  }

  boolean needsBlock() {
    return !inBlock.isEmpty();
  }

  /** Writes what stands behind an inode that starts at a place. */
  void encodeInInode(ByteBuffer out, int inode) {
    if (!inInode.isEmpty()) {
      out.putInt(inode + Format.INODE_FIXED, MAGIC);
      encode(inInode, out, inode + INODE_ENTRIES, inode + INODE_ENTRIES, inode + Format.INODE);
    }
  }

  /** Writes the block, with its checksum, into one of zeros. */
  void encodeBlock(Block block, long number, Checksum checksum) {
    ByteBuffer out = block.words;
    out.putInt(0, MAGIC);
    out.putInt(4, 1);
    out.putInt(8, 1);
    encode(inBlock, out, BLOCK_HEADER, 0, Format.BLOCK);
    int hash = 0;
    int at = BLOCK_HEADER;
    for (Attribute attribute : inBlock) {
      int own = attribute.hash();
      out.putInt(at + 12, own);
      hash = Integer.rotateLeft(hash, 16) ^ own;
      at += attribute.entrySize();
    }
    out.putInt(12, hash);
    out.putInt(16, checksum.start().add64(number).add(block.bytes, 0, Format.BLOCK).value());
  }

  private static void encode(
      List<Attribute> attributes, ByteBuffer out, int first, int base, int end) {
    int at = first;
    int value = end;
    for (Attribute attribute : attributes) {
      value -= attribute.valueSize();
      out.put(at, (byte) attribute.name().length);
      out.put(at + 1, (byte) attribute.prefix());
      out.putShort(at + 2, (short) (attribute.value().length == 0 ? 0 : value - base));
      out.putInt(at + 8, attribute.value().length);
      out.put(at + 16, attribute.name());
      out.put(value, attribute.value());
      at += attribute.entrySize();
    }
  }
}
