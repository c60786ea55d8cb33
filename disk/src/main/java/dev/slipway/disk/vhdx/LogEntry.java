package dev.slipway.disk.vhdx;

/**
 * An entry of the log that is whole (section 2.3.1.1).
 *
 * @param at where it starts, in sectors from the log's start
 * @param sectors how many it takes; it may go on at the log's start
 * @param sequence larger than that of the entry before it by one
 * @param tail where the oldest entry is that must be replayed with it, in sectors
 * @param descriptors how many changes it has
 * @param flushed how many bytes of the file were safe when it was written
 * @param last how many bytes the file must have
 */
record LogEntry(
    int at, int sectors, long sequence, int tail, int descriptors, long flushed, long last) {
  static final int SIGNATURE = 0x65676f6c;
  static final int HEADER = 64;
  static final int DESCRIPTOR = 32;
  static final int ZERO = 0x6f72657a;
  static final int DATA = 0x63736564;
  static final int DATA_SECTOR = 0x61746164;

  /** How many sectors the header and a number of descriptors take. */
  static long descriptorSectors(long descriptors) {
    return (HEADER + descriptors * DESCRIPTOR + Log.SECTOR - 1) / Log.SECTOR;
  }
}
