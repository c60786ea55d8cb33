package dev.slipway.disk.fat;

import java.util.Arrays;

/** The table itself, as far as clusters are in use. All chains are in one piece. */
final class FatTable {
  private static final int MEDIA = 0xF8;

  private final FatType type;
  private byte[] bytes = new byte[4096];
  private long next = FatGeometry.FIRST_CLUSTER;

  FatTable(FatType type) {
    this.type = type;
    set(0, (type.endOfChain() & ~0xFF) | MEDIA);
    set(1, type.endOfChain());
  }

  /** The first cluster that is not taken. */
  long next() {
    return next;
  }

  /**
   * Takes the next clusters as one chain.
   *
   * @param count at least 1
   * @return the first
   */
  long chain(long count) {
    long first = next;
    for (long i = 1; i < count; i++) {
      set(next, (int) (next + 1));
      next++;
    }
    set(next++, type.endOfChain());
    return first;
  }

  /** The table's bytes up to the last cluster in use. */
  byte[] bytes() {
    return Arrays.copyOf(bytes, (int) type.tableBytes(next));
  }

  private void set(long cluster, int value) {
    int end = Math.toIntExact(type.tableBytes(cluster + 2));
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
    }
    switch (type) {
      case FAT12 -> set12((int) cluster, value);
      case FAT16 -> put((int) cluster * 2, value, 2);
      case FAT32 -> put((int) cluster * 4, value, 4);
    }
  }

  /** Two entries share three bytes: the even one has the lower twelve bits. */
  private void set12(int cluster, int value) {
    int at = cluster + cluster / 2;
    int old = (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
    int both = cluster % 2 == 0 ? (old & 0xF000) | value : (old & 0x000F) | (value << 4);
    put(at, both, 2);
  }

  private void put(int at, int value, int length) {
    for (int i = 0; i < length; i++) {
      bytes[at + i] = (byte) (value >>> (8 * i));
    }
  }
}
