package dev.slipway.disk.iso;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Directory records (ECMA-119, 9.1), and the numbers in them. */
final class IsoRecord {
  static final int SECTOR = 2048;
  static final int DIRECTORY = 2;
  static final int MORE_SECTIONS = 0x80;
  private static final int HEADER = 33;

  /** The longest even length that fits a byte. */
  private static final int MAX_LENGTH = 254;

  /** Times go from 1900 to 2155. */
  private static final long EARLIEST = -2208988800L;

  private static final long LATEST = 5869583999L;

  private IsoRecord() {}

  /** How many bytes are left in a record for Rock Ridge, beside an identifier. */
  static int room(int identifierLength) {
    return MAX_LENGTH - nameEnd(identifierLength);
  }

  static int length(int identifierLength, SystemUse use) {
    int length = nameEnd(identifierLength) + use.length();
    return length + length % 2;
  }

  /** Names are padded so that what follows them is at an even place. */
  private static int nameEnd(int identifierLength) {
    return HEADER + identifierLength + (identifierLength + 1) % 2;
  }

  /** The place for a record: here, or at the next sector where this one is too full. */
  static long place(long position, int length) {
    long left = SECTOR - position % SECTOR;
    return length <= left ? position : position + left;
  }

  static long roundUp(long bytes) {
    return (bytes + SECTOR - 1) / SECTOR * SECTOR;
  }

  /**
   * Puts a record at the next place for it.
   *
   * @param size of what it stands for, in bytes, below 2^32
   * @param continuation the sector where Rock Ridge's continuation area starts
   */
  static void put(
      ByteBuffer out,
      byte[] identifier,
      int flags,
      long sector,
      long size,
      long mtime,
      SystemUse use,
      long continuation) {
    int length = length(identifier.length, use);
    int at = (int) place(out.position(), length);
    out.position(at);
    out.put((byte) length).put((byte) 0);
    putBoth(out, sector);
    putBoth(out, size);
    putTime(out, mtime);
    out.put((byte) flags).put((byte) 0).put((byte) 0);
    putBothShort(out, 1);
    out.put((byte) identifier.length).put(identifier);
    out.position(at + nameEnd(identifier.length));
    use.put(out, continuation);
    out.position(at + length);
  }

  /** A number of 32 bits in both byte orders (7.3.3). */
  static void putBoth(ByteBuffer out, long value) {
    out.putInt(Integer.reverseBytes((int) value)).putInt((int) value);
  }

  /** A number of 16 bits in both byte orders (7.2.3). */
  static void putBothShort(ByteBuffer out, int value) {
    out.putShort(Short.reverseBytes((short) value)).putShort((short) value);
  }

  /** A time in seven bytes, UTC (9.1.5). */
  static void putTime(ByteBuffer out, long seconds) {
    LocalDateTime time = time(seconds);
    out.put((byte) (time.getYear() - 1900));
    out.put((byte) time.getMonthValue());
    out.put((byte) time.getDayOfMonth());
    out.put((byte) time.getHour());
    out.put((byte) time.getMinute());
    out.put((byte) time.getSecond());
    out.put((byte) 0);
  }

  static LocalDateTime time(long seconds) {
    return LocalDateTime.ofInstant(
        Instant.ofEpochSecond(Math.clamp(seconds, EARLIEST, LATEST)), ZoneOffset.UTC);
  }
}
