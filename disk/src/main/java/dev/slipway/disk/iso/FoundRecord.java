package dev.slipway.disk.iso;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;

/**
 * A directory record that was read.
 *
 * @param position where it is in the image
 * @param start where its data start, in bytes
 * @param size of its data in bytes
 * @param mtime seconds since 1970
 * @param systemUse the bytes behind its name
 */
record FoundRecord(
    long position,
    long start,
    long size,
    long mtime,
    int flags,
    byte[] identifier,
    ByteBuffer systemUse) {
  private static final int ASSOCIATED = 4;
  private static final int IDENTIFIER = 33;

  /**
   * Reads the record at a place in a sector.
   *
   * @param position where the sector is in the image
   * @param at where the record is in the sector; its first byte is not 0
   */
  static FoundRecord read(IsoSource source, ByteBuffer sector, long position, int at)
      throws IOException {
    int length = sector.get(at) & 0xFF;
    long here = position + at;
    if (length <= IDENTIFIER || length > sector.limit() - at) {
      throw source.wrong(here, "a directory record of %d bytes".formatted(length));
    }
    ByteBuffer in = sector.slice(at, length).order(ByteOrder.LITTLE_ENDIAN);
    int nameLength = in.get(32) & 0xFF;
    if (nameLength == 0 || nameLength > length - IDENTIFIER) {
      throw source.wrong(
          here + 32, "a name of %d bytes in a record of %d".formatted(nameLength, length));
    }
    if (in.get(26) != 0 || in.get(27) != 0) {
      throw source.wrong(here + 26, "an interleaved file, which cannot be read");
    }
    byte[] identifier = new byte[nameLength];
    in.get(IDENTIFIER, identifier);
    int use = Math.min(length, IDENTIFIER + nameLength + (nameLength + 1) % 2);
    long extent = (in.getInt(2) & 0xFFFFFFFFL) + (in.get(1) & 0xFF); // attributes come first
    return new FoundRecord(
        here,
        extent * IsoRecord.SECTOR,
        in.getInt(10) & 0xFFFFFFFFL,
        time(in, 18),
        in.get(25) & 0xFF,
        identifier,
        in.slice(use, length - use));
  }

  boolean isDirectory() {
    return (flags & IsoRecord.DIRECTORY) != 0;
  }

  boolean hasMoreSections() {
    return (flags & IsoRecord.MORE_SECTIONS) != 0;
  }

  /** Whether it belongs to another file, as on a Macintosh. */
  boolean isAssociated() {
    return (flags & ASSOCIATED) != 0;
  }

  /** Whether it stands for the directory itself, or the one above. */
  boolean isSelfOrUp() {
    return identifier.length == 1 && (identifier[0] == 0 || identifier[0] == 1);
  }

  /** A time in seven bytes; 0 where they are none. */
  static long time(ByteBuffer in, int at) {
    int month = in.get(at + 1);
    int day = in.get(at + 2);
    if (month < 1 || month > 12 || day < 1 || day > 31) {
      return 0;
    }
    long days = LocalDate.of(1900 + (in.get(at) & 0xFF), month, 1).toEpochDay() + day - 1;
    long minutes = (days * 24 + in.get(at + 3)) * 60 + in.get(at + 4) - in.get(at + 6) * 15L;
    return minutes * 60 + in.get(at + 5);
  }
}
