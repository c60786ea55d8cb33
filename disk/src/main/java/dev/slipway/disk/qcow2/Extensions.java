package dev.slipway.disk.qcow2;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.file.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is known here of the header's extensions; others may be passed over by definition. */
record Extensions(@Nullable String backingFormat, Header.@Nullable Bitmaps bitmaps) {
  private static final int MAX_FORMAT_NAME = 64;

  /**
   * Reads them.
   *
   * @param start the file's first bytes
   * @param from where the header ends
   * @param end where the first cluster or the file ends
   */
  static Extensions read(Path file, ByteBuffer start, int from, int end) throws DiskException {
    long nameAt = start.getLong(8);
    int limit = nameAt >= from && nameAt < end ? (int) nameAt : end;
    String format = null;
    Header.Bitmaps bitmaps = null;
    int at = from;
    while (at <= limit - 8 && start.getInt(at) != Header.EXTENSION_END) {
      int type = start.getInt(at);
      int count = start.getInt(at + 4);
      if (count < 0 || count > limit - at - 8) {
        throw Fault.at(
            file,
            at,
            "header extension 0x%08x".formatted(type),
            Integer.toUnsignedString(count) + " bytes don't fit into the first cluster");
      }
      if (type == Header.EXTENSION_BACKING_FORMAT) {
        format = format(file, start, at, count);
      } else if (type == Header.EXTENSION_BITMAPS) {
        bitmaps = bitmaps(file, start, at, count);
      }
      at += 8 + (count + 7) / 8 * 8;
    }
    return new Extensions(format, bitmaps);
  }

  private static String format(Path file, ByteBuffer start, int at, int count)
      throws DiskException {
    if (count > MAX_FORMAT_NAME) {
      throw Fault.at(file, at, "backing file format name", count + " bytes are too long a name");
    }
    byte[] name = new byte[count];
    start.get(at + 8, name);
    String text = new String(name, StandardCharsets.UTF_8);
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw Fault.at(file, at, "backing file format name", "there are control characters in it");
    }
    return text;
  }

  private static Header.Bitmaps bitmaps(Path file, ByteBuffer start, int at, int count)
      throws DiskException {
    if (count != 24) {
      throw Fault.at(file, at, "bitmaps extension", "it has " + count + " bytes instead of 24");
    }
    return new Header.Bitmaps(start.getLong(at + 24), start.getLong(at + 16), start.getInt(at + 8));
  }
}
