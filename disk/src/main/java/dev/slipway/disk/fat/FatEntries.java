package dev.slipway.disk.fat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Directory entries of 32 bytes, one after the other. */
final class FatEntries {
  static final int SIZE = 32;
  static final int FILE = 0x20;
  static final int DIRECTORY = 0x10;
  static final int LABEL = 0x08;
  private static final int LONG_NAME = 0x0F;
  private static final int LAST = 0x40;

  /** Where a long name's thirteen UTF-16 units lie in an entry. */
  private static final int[] UNIT_AT = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};

  /** FAT's times go from 1980 to 2107. */
  private static final long EARLIEST = 315532800L;

  private static final long LATEST = 4354819198L;

  private final byte[] bytes;
  private final ByteBuffer out;

  /** Room for so many entries. */
  FatEntries(int count) {
    bytes = new byte[count * SIZE];
    out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  byte[] bytes() {
    return bytes;
  }

  /**
   * Adds a name with its attributes.
   *
   * @param mtime seconds since 1970
   * @param cluster the first one, or 0 for none
   * @param size in bytes; 0 for directories
   */
  void add(FatName name, int attributes, long mtime, long cluster, long size) {
    addLongName(name);
    int at = out.position();
    LocalDateTime time =
        LocalDateTime.ofInstant(
            Instant.ofEpochSecond(Math.clamp(mtime, EARLIEST, LATEST)), ZoneOffset.UTC);
    short date = date(time);
    out.put(at, name.shortName());
    out.put(at + 11, (byte) attributes);
    out.putShort(at + 14, time(time)); // created
    out.putShort(at + 16, date);
    out.putShort(at + 18, date); // read
    out.putShort(at + 20, (short) (cluster >>> 16));
    out.putShort(at + 22, time(time)); // written
    out.putShort(at + 24, date);
    out.putShort(at + 26, (short) cluster);
    out.putInt(at + 28, (int) size);
    out.position(at + SIZE);
  }

  /** A long name goes before its short one, its last piece first. */
  private void addLongName(FatName name) {
    String units = name.longName();
    byte checksum = name.checksum();
    int pieces = name.entries() - 1;
    for (int piece = pieces; piece >= 1; piece--) {
      int at = out.position();
      out.put(at, (byte) (piece == pieces ? piece | LAST : piece));
      out.put(at + 11, (byte) LONG_NAME);
      out.put(at + 13, checksum);
      for (int i = 0; i < FatName.UNITS; i++) {
        int unit = (piece - 1) * FatName.UNITS + i;
        char padding = unit == units.length() ? 0 : '\uFFFF';
        out.putChar(at + UNIT_AT[i], unit < units.length() ? units.charAt(unit) : padding);
      }
      out.position(at + SIZE);
    }
  }

  private static short date(LocalDateTime time) {
    return (short)
        (((time.getYear() - 1980) << 9) | (time.getMonthValue() << 5) | time.getDayOfMonth());
  }

  private static short time(LocalDateTime time) {
    return (short) ((time.getHour() << 11) | (time.getMinute() << 5) | (time.getSecond() / 2));
  }
}
