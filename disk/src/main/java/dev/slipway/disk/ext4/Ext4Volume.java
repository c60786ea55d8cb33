package dev.slipway.disk.ext4;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskSink;
import dev.slipway.disk.Volume;
import dev.slipway.disk.tree.Directory;
import java.io.IOException;
import java.util.UUID;

/**
 * An ext4 file system made from a tree. The same tree and options give the same bytes. All places
 * are known before the first byte of a file is copied; the tree is not to be changed in between.
 *
 * <p>Files of 64 KiB or more have holes where whole blocks of 4 KiB are zero, except for their
 * first block; smaller files have none. Where the tree has no {@code /lost+found}, one is made.
 */
public final class Ext4Volume implements Volume {
  private static final long MIB = 1 << 20;

  private final Ext4Options options;
  private final Layout layout;

  private Ext4Volume(Ext4Options options, Layout layout) {
    this.options = options;
    this.layout = layout;
  }

  /**
   * Lays a tree out, which reads its large files once, to find holes.
   *
   * @throws DiskException where the tree does not fit, or has something that ext4 cannot hold
   * @throws IOException where a file cannot be read
   */
  public static Ext4Volume layout(Directory root, Ext4Options options) throws IOException {
    Inventory inventory = inventory(root, options);
    Layout layout = new Layout(inventory, geometry(options.size(), inventory), options.time());
    if (!layout.fits()) {
      long needed = smallest(inventory, layout, options.time());
      throw new DiskException(
          "the files need a file system of "
              + Format.ceil(needed, MIB)
              + " MiB, the partition has "
              + options.size() / MIB
              + " MiB: raise disk.size");
    }
    return new Ext4Volume(options, layout);
  }

  /**
   * The least size in bytes, a multiple of 1 MiB, of a file system that holds a tree. There is no
   * room for more in it: what is to run from it needs some on top.
   */
  public static long minimumSize(Directory root) throws IOException {
    Ext4Options options = new Ext4Options(0, new UUID(0, 0), "", 0);
    Inventory inventory = inventory(root, options);
    return smallest(inventory, new Layout(inventory, geometry(0, inventory), 0), 0);
  }

  private static Inventory inventory(Directory root, Ext4Options options) throws IOException {
    Inventory inventory = new Inventory(root, new HalfMd4(options.uuid()), options.time());
    ZeroScan.of(inventory.inodes);
    return inventory;
  }

  /** Has inodes for the tree and a quarter more. */
  private static Geometry geometry(long size, Inventory inventory) {
    long inodes = inventory.last();
    return new Geometry(size, inodes + inodes / 4 + 64);
  }

  private static long smallest(Inventory inventory, Layout first, long time) throws IOException {
    Layout layout = first;
    long size = 0;
    while (!layout.fits() || size == 0) {
      size = Math.max(size + MIB, Format.ceil(layout.needed(), MIB) * MIB);
      layout = new Layout(inventory, geometry(size, inventory), time);
    }
    return size;
  }

  @Override
  public long size() {
    return options.size();
  }

  @Override
  public void writeTo(long offset, DiskSink sink) throws IOException {
    Relay relay = new Relay();
    relay.run(
        () -> new VolumeWriter(options, layout, new BlockStream(relay)).write(), offset, sink);
  }
}
