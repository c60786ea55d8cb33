package dev.slipway.disk.vmdk;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.convert.Shape;

/**
 * The numbers that both kinds of file are laid out by, in sectors unless they say otherwise.
 *
 * @param capacity the disk's
 */
record Layout(long capacity) {
  static final int SECTOR = 512;
  static final int GRAIN = 128;
  static final int GRAIN_BYTES = GRAIN * SECTOR;

  /** Entries of a grain table, and so the grains that it spans. */
  static final int ENTRIES = 512;

  static final int TABLE = ENTRIES * Integer.BYTES / SECTOR;
  static final int DESCRIPTOR_AT = 1;
  static final int DESCRIPTOR = 20;

  /** Of a disk, whose last sector is filled up. */
  static Layout of(Shape shape) throws DiskException {
    if (shape.chunkSize() != GRAIN_BYTES) {
      throw new IllegalArgumentException(
          "chunks of %d bytes are no grains of %d".formatted(shape.chunkSize(), GRAIN_BYTES));
    }
    if (shape.size() == 0) {
      throw new DiskException("a disk without bytes cannot be a VMDK; it needs a sector");
    }
    return new Layout((shape.size() - 1) / SECTOR + 1);
  }

  int grains() {
    return Math.toIntExact(roundedUp(capacity, GRAIN));
  }

  int tables() {
    return Math.toIntExact(roundedUp(grains(), ENTRIES));
  }

  /** The grain directory's length. */
  int directory() {
    return Math.toIntExact(roundedUp((long) tables() * Integer.BYTES, SECTOR));
  }

  /** Where something lies, as tables say it: in 32 bits. */
  static int place(long sector) throws DiskException {
    if (sector >>> Integer.SIZE != 0) {
      throw new DiskException(
          "a VMDK file cannot be larger than 2 TiB, as its tables count sectors in 32 bits");
    }
    return (int) sector;
  }

  static long roundedUp(long count, long unit) {
    return (count + unit - 1) / unit;
  }
}
