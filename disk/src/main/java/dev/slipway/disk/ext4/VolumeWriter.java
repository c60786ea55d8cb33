package dev.slipway.disk.ext4;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.tree.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Writes a laid out volume's blocks in ascending order. */
final class VolumeWriter {
  private final Ext4Options options;
  private final Layout layout;
  private final BlockStream stream;
  private final Checksum checksum;
  private final FixedBlocks fixed;
  private final Block block = new Block();

  VolumeWriter(Ext4Options options, Layout layout, BlockStream stream) {
    this.options = options;
    this.layout = layout;
    this.stream = stream;
    checksum = new Checksum(options.uuid());
    fixed = new FixedBlocks(options, layout, stream);
  }

  void write() throws IOException, InterruptedException {
    resize();
    for (Inode inode : layout.inventory.inodes) {
      if (inode.body instanceof Body.Names(var names)) {
        directory(inode, names);
        finish(inode);
      }
    }
    if (layout.journal != null) {
      journal(layout.journal);
    }
    for (Inode inode : layout.inventory.inodes) {
      switch (inode.body) {
        case Body.Data data -> file(inode, data.content);
        case Body.Target target when !target.fitsInode() -> {
          block.clear().words.put(0, target.path());
          put(first(inode));
        }
        case Body.Target _, Body.Device _, Body.Names _, Body.Descriptors _, Body.Journal _ -> {}
      }
      if (!inode.isDirectory()) {
        finish(inode);
      }
    }
    fixed.writeUpTo(Long.MAX_VALUE);
    stream.flush();
  }

  private void put(long place) throws IOException, InterruptedException {
    fixed.writeUpTo(place);
    stream.put(place, block.bytes, 0, 1);
  }

  private static long first(Inode inode) {
    return inode.extents == null ? 0 : inode.extents.physical(0);
  }

  /** The block that points to the reserved descriptor blocks. */
  private void resize() throws IOException, InterruptedException {
    if (layout.resize.body instanceof Body.Descriptors(var place, _)) {
      ByteBuffer out = block.clear().words;
      Geometry geometry = layout.geometry;
      for (int i = 0; i < geometry.reservedBlocks; i++) {
        int slot = (geometry.descriptorBlocks + i) % (Format.BLOCK / 4);
        out.putInt(4 * slot, 1 + geometry.descriptorBlocks + i);
      }
      put(place);
    }
  }

  private void directory(Inode inode, DirectoryBlocks names)
      throws IOException, InterruptedException {
    Extents extents = Objects.requireNonNull(inode.extents);
    for (int i = 0; i < extents.count(); i++) {
      for (int j = 0; j < extents.length(i); j++) {
        names.encode((int) extents.logical(i) + j, inode, block.clear(), checksum);
        put(extents.physical(i) + j);
      }
    }
  }

  /** The journal's superblock (big-endian): empty, nothing to replay. */
  private void journal(Inode journal) throws IOException, InterruptedException {
    ByteBuffer out = ByteBuffer.wrap(block.clear().bytes);
    out.putInt(0x00, 0xC03B3998);
    out.putInt(0x04, 4); // superblock, version 2
    out.putInt(0x0C, Format.BLOCK);
    out.putInt(0x10, layout.geometry.journalBlocks);
    out.putInt(0x14, 1); // first block of the log
    out.putInt(0x18, 1); // first sequence number
    out.put(0x30, Uuids.bytes(options.uuid()));
    out.putInt(0x40, 1); // one user
    put(first(journal));
    finish(journal);
  }

  /** What stands behind an inode's own blocks: its extents' tree and its attributes. */
  private void finish(Inode inode) throws IOException, InterruptedException {
    ExtentTree tree = inode.tree;
    for (int i = 0; tree != null && i < tree.size(); i++) {
      tree.encodeBlock(block.clear().words, i);
      int end = Format.BLOCK - 4;
      block.words.putInt(end, checksum.ofInode(inode.number).add(block.bytes, 0, end).value());
      put(tree.block(i));
    }
    if (inode.attributeBlock != 0) {
      inode.attributes.encodeBlock(block.clear(), inode.attributeBlock, checksum);
      put(inode.attributeBlock);
    }
  }

  private void file(Inode inode, Content content) throws IOException, InterruptedException {
    if (inode.extents == null) {
      return;
    }
    switch (content) {
      case Content.Bytes(var bytes) ->
          copy(
              inode.extents,
              bytes.length,
              (position, out) -> {
                int length = out.remaining();
                out.put(bytes, (int) position, length);
                return length;
              });
      case Content.Stored stored -> stored(inode, inode.extents, stored);
      case Content.Slice slice -> slice(inode.extents, slice);
    }
  }

  private void stored(Inode inode, Extents extents, Content.Stored stored)
      throws IOException, InterruptedException {
    try (FileChannel channel = stored.open()) {
      boolean whole = copy(extents, stored.size(), (position, out) -> channel.read(out, position));
      if (!whole || channel.size() != stored.size()) {
        throw Sources.changed(inode, stored);
      }
    } catch (NoSuchFileException e) {
      throw Sources.gone(inode, stored, e);
    }
  }

  private void slice(Extents extents, Content.Slice slice)
      throws IOException, InterruptedException {
    try (FileChannel channel = FileChannel.open(slice.path(), StandardOpenOption.READ)) {
      long start = slice.offset();
      if (!copy(extents, slice.size(), (at, out) -> channel.read(out, start + at))) {
        throw new DiskException(slice.path() + " ended while a part of it was read");
      }
    }
  }

  /** Reads from a position; gives how many bytes there were, or -1 at the end. */
  private interface Reader {
    int read(long position, ByteBuffer out) throws IOException;
  }

  /** Copies a file's blocks; false where the file ends too early. */
  private boolean copy(Extents extents, long size, Reader reader)
      throws IOException, InterruptedException {
    for (int i = 0; i < extents.count(); i++) {
      long position = extents.logical(i) * Format.BLOCK;
      long end = Math.min(size, position + (long) extents.length(i) * Format.BLOCK);
      long place = extents.physical(i);
      fixed.writeUpTo(place);
      while (position < end) {
        ByteBuffer out = stream.at(place);
        int before = out.position();
        out.limit((int) Math.min(out.capacity(), before + end - position));
        while (out.hasRemaining()) {
          if (reader.read(position + out.position() - before, out) < 0) {
            return false;
          }
        }
        position += out.position() - before;
        out.limit(out.capacity());
        stream.pad();
        place += (out.position() - before) / Format.BLOCK;
      }
    }
    return true;
  }
}
