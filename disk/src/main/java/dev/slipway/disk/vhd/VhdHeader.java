package dev.slipway.disk.vhd;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where a dynamic disk's blocks are looked up ("Dynamic Disk Header Format").
 *
 * @param tableOffset where the block allocation table is
 * @param entries how many blocks it has
 * @param blockSize bytes of data in a block
 */
record VhdHeader(long tableOffset, int entries, int blockSize) {
  static final int SIZE = 1024;
  static final long COOKIE = 0x6378737061727365L;
  static final int CHECKSUM_AT = 36;

  /** More than any VHD with blocks of a usual size has. */
  static final int MOST_ENTRIES = 1 << 24;

  private static final int VERSION = 0x10000;

  byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(SIZE);
    out.putLong(COOKIE).putLong(VhdFooter.NO_OFFSET).putLong(tableOffset);
    out.putInt(VERSION).putInt(entries).putInt(blockSize);
    out.putInt(CHECKSUM_AT, VhdFooter.checksum(out, SIZE, CHECKSUM_AT));
    return out.array();
  }

  /** How many bytes a block's sector bitmap takes, in whole sectors. */
  int bitmapSize() {
    return (blockSize / 512 / 8 + 511) & -512;
  }

  static VhdHeader read(FileSource file, long offset, long diskSize) throws IOException {
    ByteBuffer bytes = file.bytes(offset, SIZE, ByteOrder.BIG_ENDIAN, "dynamic header");
    if (bytes.getLong(0) != COOKIE) {
      throw Fault.at(file.name(), offset, "Cookie", "there is no 'cxsparse': no dynamic header");
    }
    int blockSize = bytes.getInt(32);
    if (Integer.bitCount(blockSize) != 1 || blockSize < 4096 || blockSize > 1 << 28) {
      throw fault(file, offset + 32, "Block Size", "%d is no power of two from 4096", blockSize);
    }
    int entries = bytes.getInt(28);
    long needed = (diskSize + blockSize - 1) / blockSize;
    if (entries < needed || entries > MOST_ENTRIES) {
      throw fault(file, offset + 28, "Max Table Entries", "%d do not fit the disk's size", entries);
    }
    long table = bytes.getLong(16);
    if (table < 0 || table > file.size() - 4L * entries) {
      throw fault(file, offset + 16, "Table Offset", "the table at %d is not in the file", table);
    }
    return new VhdHeader(table, entries, blockSize);
  }

  private static DiskException fault(
      FileSource file, long offset, String field, String problem, long value) {
    return Fault.at(file.name(), offset, field, problem.formatted(value));
  }
}
