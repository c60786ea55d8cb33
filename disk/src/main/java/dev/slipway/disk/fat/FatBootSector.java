package dev.slipway.disk.fat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The first sector with the BIOS parameter block, and FAT32's free-space sector. */
final class FatBootSector {
  static final int INFO_SECTOR = 1;
  static final int BACKUP_SECTOR = 6;
  private static final int MEDIA_FIXED = 0xF8;
  private static final int ROOT_CLUSTER = FatGeometry.FIRST_CLUSTER;

  /** Tells the BIOS to try the next disk (int 18h), and stops if it does not. */
  private static final byte[] NOT_BOOTABLE = {(byte) 0xCD, 0x18, (byte) 0xF4, (byte) 0xEB, -3};

  private FatBootSector() {}

  static byte[] boot(FatGeometry geometry, FatOptions options) {
    byte[] sector = new byte[FatGeometry.SECTOR];
    ByteBuffer out = ByteBuffer.wrap(sector).order(ByteOrder.LITTLE_ENDIAN);
    boolean fat32 = geometry.type() == FatType.FAT32;
    int code = fat32 ? 90 : 62;
    out.put(0, new byte[] {(byte) 0xEB, (byte) (code - 2), (byte) 0x90});
    out.put(3, ascii("SLIPWAY "));
    out.putShort(11, (short) FatGeometry.SECTOR);
    out.put(13, (byte) geometry.clusterSectors());
    out.putShort(14, (short) geometry.reservedSectors());
    out.put(16, (byte) FatGeometry.TABLES);
    out.putShort(17, (short) (geometry.rootSectors() * FatGeometry.SECTOR / FatEntries.SIZE));
    boolean small = !fat32 && geometry.sectors() <= 0xFFFF;
    out.putShort(19, small ? (short) geometry.sectors() : 0);
    out.put(21, (byte) MEDIA_FIXED);
    out.putShort(22, fat32 ? 0 : (short) geometry.tableSectors());
    out.putShort(24, (short) 63); // sectors in a track and heads, as BIOSes take them for
    out.putShort(26, (short) 255);
    out.putInt(28, (int) options.hiddenSectors());
    out.putInt(32, small ? 0 : (int) geometry.sectors());
    if (fat32) {
      putLargeFields(out, geometry);
    }
    putIdentity(out, fat32 ? 64 : 36, geometry, options);
    out.put(code, NOT_BOOTABLE);
    putSignature(out);
    return sector;
  }

  private static void putLargeFields(ByteBuffer out, FatGeometry geometry) {
    out.putInt(36, (int) geometry.tableSectors());
    out.putInt(44, ROOT_CLUSTER);
    out.putShort(48, (short) INFO_SECTOR);
    out.putShort(50, (short) BACKUP_SECTOR);
  }

  private static void putIdentity(
      ByteBuffer out, int at, FatGeometry geometry, FatOptions options) {
    String label = options.label().isEmpty() ? "NO NAME" : options.label();
    out.put(at, (byte) 0x80); // the first hard disk
    out.put(at + 2, (byte) 0x29); // the three fields that follow are there
    out.putInt(at + 3, options.volumeId());
    out.put(at + 7, FatName.padded(label));
    out.put(at + 18, ascii(geometry.type().label()));
  }

  /** FAT32's sector with the number of free clusters. */
  static byte[] info(FatGeometry geometry, long nextFree) {
    byte[] sector = new byte[FatGeometry.SECTOR];
    ByteBuffer out = ByteBuffer.wrap(sector).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0, 0x41615252);
    out.putInt(484, 0x61417272);
    long free = FatGeometry.FIRST_CLUSTER + geometry.clusters() - nextFree;
    out.putInt(488, (int) free);
    out.putInt(492, free == 0 ? -1 : (int) nextFree);
    putSignature(out);
    return sector;
  }

  private static void putSignature(ByteBuffer out) {
    out.put(510, (byte) 0x55).put(511, (byte) 0xAA);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
