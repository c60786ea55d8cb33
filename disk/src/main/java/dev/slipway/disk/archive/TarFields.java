package dev.slipway.disk.archive;

import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Numbers and strings in tar headers (POSIX.1-1988, and GNU tar's manual on the rest). */
final class TarFields {
  /** Where the checksum is, and how many bytes it has. */
  static final int CHECKSUM = 148;

  static final int CHECKSUM_LENGTH = 8;

  private TarFields() {}

  /** Writes octal digits and a NUL; what they cannot say, in base 256 as GNU tar does. */
  static void putNumber(byte[] block, int at, int length, long value) {
    if (value < 0) {
      throw new IllegalArgumentException("tar has no place for " + value);
    }
    int digits = length - 1;
    if (value >>> Math.min(63, 3 * digits) == 0) {
      putText(block, at, length, ("%0" + digits + "o").formatted(value));
      return;
    }
    if (length < Long.BYTES + 1) {
      throw new IllegalArgumentException(value + " is too large for a field of tar's");
    }
    block[at] = (byte) 0x80;
    ByteBuffer.wrap(block).putLong(at + length - Long.BYTES, value);
  }

  /** Writes a string; the bytes after it stay zero. */
  static void putText(byte[] block, int at, int length, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > length) {
      throw new IllegalArgumentException("'%s' has more than %d bytes".formatted(text, length));
    }
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  /** Writes the checksum: six digits, a NUL and a space. */
  static void putChecksum(byte[] block) {
    putText(block, CHECKSUM, CHECKSUM_LENGTH, "%06o".formatted(sum(ByteBuffer.wrap(block), false)));
    block[CHECKSUM + 6] = 0;
    block[CHECKSUM + 7] = ' ';
  }

  /** The sum of all bytes, those of the checksum taken as spaces. */
  static long sum(ByteBuffer block, boolean signed) {
    long sum = 0;
    for (int i = 0; i < block.limit(); i++) {
      boolean own = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH;
      sum += own ? ' ' : signed ? block.get(i) : block.get(i) & 0xff;
    }
    return sum;
  }

  /**
   * Reads a number.
   *
   * @param where the block's place in the file
   * @param field its name, for errors
   */
  static long number(
      FileSource file, ByteBuffer block, long where, int at, int length, String field)
      throws IOException {
    if ((block.get(at) & 0x80) != 0) {
      return base256(file, block, where, at, length, field);
    }
    long value = 0;
    boolean ended = false;
    boolean begun = false;
    for (int i = at; i < at + length; i++) {
      int c = block.get(i);
      if (c == 0 || c == ' ') {
        ended = begun || c == 0;
      } else if (ended || c < '0' || c > '7' || value >>> 59 != 0) {
        throw Fault.at(file.name(), where + at, field, "is no octal number");
      } else {
        begun = true;
        value = value << 3 | c - '0';
      }
    }
    return value;
  }

  private static long base256(
      FileSource file, ByteBuffer block, long where, int at, int length, String field)
      throws IOException {
    long value = block.get(at) & 0x7f;
    for (int i = at + 1; i < at + length; i++) {
      if (value >>> 55 != 0) {
        throw Fault.at(file.name(), where + at, field, "is negative or too large");
      }
      value = value << 8 | block.get(i) & 0xff;
    }
    return value;
  }

  /** Reads a string up to its NUL. */
  static String text(ByteBuffer block, int at, int length) {
    int end = at;
    while (end < at + length && block.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - at];
    block.get(at, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
