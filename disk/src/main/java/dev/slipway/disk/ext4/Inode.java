package dev.slipway.disk.ext4;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.tree.Metadata;
import org.jspecify.annotations.Nullable;

/** One inode: what it is, and, once the volume is laid out, where it is. */
final class Inode {
  final int number;

  /** Type and permission bits. */
  final int mode;

  final Metadata metadata;
  final Body body;
  final Attributes attributes;

  /** How many names it has; for a directory two more than it has directories in it. */
  int links;

  /** Where its blocks are; none where it has no blocks by its kind. */
  @Nullable Extents extents;

  /** How the extents are stored. */
  @Nullable ExtentTree tree;

  /** The block with further extended attributes, 0 for none. */
  long attributeBlock;

  private final @Nullable Inode parent;
  private final String name;

  Inode(int number, int type, Metadata metadata, Body body, @Nullable Inode parent, String name)
      throws DiskException {
    this.number = number;
    this.mode = type | metadata.mode();
    this.metadata = metadata;
    this.body = body;
    this.parent = parent;
    this.name = name;
    this.attributes = Attributes.of(this);
  }

  /** The path under which it was first met, for messages. */
  String path() {
    if (parent == null) {
      return "/";
    }
    return parent.parent == null ? "/" + name : parent.path() + "/" + name;
  }

  /** The directory that it is in; itself for the root. */
  int parentNumber() {
    return parent == null ? number : parent.number;
  }

  boolean isDirectory() {
    return body instanceof Body.Names;
  }

  /** Bytes, as {@code stat} tells them. */
  long size() {
    return switch (body) {
      case Body.Names(var blocks) -> (long) blocks.count() * Format.BLOCK;
      case Body.Data data -> data.content.size();
      case Body.Target(var path) -> path.length;
      case Body.Device _ -> 0;
      case Body.Descriptors _ -> ((1L << 20) + (1 << 10) + 12) * Format.BLOCK;
      case Body.Journal(var blocks) -> blocks * Format.BLOCK;
    };
  }

  /** Blocks that it takes, those of its extents' tree and its attributes included. */
  long blocks() {
    long sum = attributeBlock == 0 ? 0 : 1;
    if (extents != null) {
      sum += extents.blocks();
    }
    if (tree != null) {
      sum += tree.size();
    }
    return body instanceof Body.Descriptors(_, var blocks) ? sum + blocks : sum;
  }
}
