package dev.slipway.disk.partition;

import java.nio.ByteBuffer;

/** The first sector's partition entries: four of 16 bytes from 0x1BE, then 55 AA. */
final class MbrSector {
  static final int DISK_SIGNATURE = 0x1B8;
  static final int ENTRIES = 0x1BE;
  static final int ENTRY_SIZE = 16;
  static final int PROTECTIVE = 0xEE;
  private static final int BOOT_SIGNATURE = 0x1FE;
  private static final long MAX = 0xFFFFFFFFL;

  /** What BIOSes and other tools take a disk's geometry for. */
  private static final int HEADS = 255;

  private static final int TRACK = 63;

  private MbrSector() {}

  /** Puts an entry. */
  static void putEntry(ByteBuffer out, int index, boolean active, int code, long lba, long count) {
    int at = ENTRIES + index * ENTRY_SIZE;
    out.put(at, (byte) (active ? 0x80 : 0));
    putAddress(out, at + 1, lba);
    out.put(at + 4, (byte) code);
    putAddress(out, at + 5, lba + count - 1);
    out.putInt(at + 8, (int) lba);
    out.putInt(at + 12, (int) Math.min(count, MAX));
  }

  /** Puts the entry that keeps old tools away from a GPT disk (UEFI 5.2.3). */
  static void putProtective(ByteBuffer out, int index, long diskSectors) {
    int entry = ENTRIES + index * ENTRY_SIZE;
    putEntry(out, index, out.get(entry) == (byte) 0x80, PROTECTIVE, 1, diskSectors - 1);
    if (diskSectors - 1 > 1024L * HEADS * TRACK) {
      for (int at = entry + 5; at < entry + 8; at++) {
        out.put(at, (byte) 0xFF);
      }
    }
  }

  static void putSignature(ByteBuffer out) {
    out.put(BOOT_SIGNATURE, (byte) 0x55).put(BOOT_SIGNATURE + 1, (byte) 0xAA);
  }

  static boolean hasSignature(ByteBuffer in) {
    return in.get(BOOT_SIGNATURE) == 0x55 && in.get(BOOT_SIGNATURE + 1) == (byte) 0xAA;
  }

  /** Puts a cylinder, head and sector; the last ones there are for what lies beyond. */
  private static void putAddress(ByteBuffer out, int at, long lba) {
    long cylinder = lba / (HEADS * TRACK);
    long head = lba / TRACK % HEADS;
    long sector = lba % TRACK + 1;
    if (cylinder > 1023) {
      cylinder = 1023;
      head = HEADS - 1;
      sector = TRACK;
    }
    out.put(at, (byte) head);
    out.put(at + 1, (byte) (sector | (cylinder >> 2 & 0xC0)));
    out.put(at + 2, (byte) cylinder);
  }
}
