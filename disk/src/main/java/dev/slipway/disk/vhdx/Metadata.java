package dev.slipway.disk.vhdx;

import dev.slipway.disk.partition.GuidBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * What a disk is (section 2.6).
 *
 * @param blockSize bytes, a power of two from 1 MiB to 256 MiB
 * @param fixed whether blocks keep their places in the file when they are trimmed
 * @param hasParent whether blocks that are not there are another file's
 * @param size the disk's bytes
 * @param logicalSector bytes: 512 or 4096
 * @param physicalSector bytes: 512 or 4096
 * @param id what the machine sees as the disk's serial number (SCSI page 0x83)
 */
record Metadata(
    int blockSize,
    boolean fixed,
    boolean hasParent,
    long size,
    int logicalSector,
    int physicalSector,
    UUID id) {
  static final int MIN_BLOCK = 1 << 20;
  static final int MAX_BLOCK = 256 << 20;
  static final long MAX_SIZE = 64L << 40;

  static final int TABLE = 64 << 10;
  static final int HEADER = 32;
  static final int ENTRY = 32;
  static final int REQUIRED = 4;
  static final String SIGNATURE = "metadata";

  private static final int IS_DISK = 2;

  /** The table and, behind it, the items. */
  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(TABLE + 40).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < SIGNATURE.length(); i++) {
      out.put(i, (byte) SIGNATURE.charAt(i));
    }
    out.putShort(10, (short) 5);
    item(out, 0, Guids.FILE_PARAMETERS, 0, 8, REQUIRED);
    item(out, 1, Guids.DISK_SIZE, 8, 8, REQUIRED | IS_DISK);
    item(out, 2, Guids.DISK_ID, 16, 16, REQUIRED | IS_DISK);
    item(out, 3, Guids.LOGICAL_SECTOR, 32, 4, REQUIRED | IS_DISK);
    item(out, 4, Guids.PHYSICAL_SECTOR, 36, 4, REQUIRED | IS_DISK);
    out.putInt(TABLE, blockSize).putInt(TABLE + 4, (fixed ? 1 : 0) | (hasParent ? 2 : 0));
    out.putLong(TABLE + 8, size);
    GuidBytes.put(out, TABLE + 16, id);
    out.putInt(TABLE + 32, logicalSector).putInt(TABLE + 36, physicalSector);
    return out.array();
  }

  private static void item(ByteBuffer out, int number, UUID id, int at, int length, int flags) {
    int entry = HEADER + number * ENTRY;
    GuidBytes.put(out, entry, id);
    out.putInt(entry + 16, TABLE + at).putInt(entry + 20, length).putInt(entry + 24, flags);
  }
}
