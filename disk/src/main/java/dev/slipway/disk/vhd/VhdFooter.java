package dev.slipway.disk.vhd;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;

/**
 * What stands at a VHD's end, and at a dynamic one's beginning too ("Hard Disk Footer Format").
 *
 * @param dataOffset where the dynamic header is; all ones in a fixed disk
 * @param timeStamp seconds since 2000-01-01T00:00:00Z
 * @param creator four characters that name the program that made it
 * @param type 2 fixed, 3 dynamic, 4 differencing
 */
record VhdFooter(
    long dataOffset,
    int timeStamp,
    String creator,
    int creatorVersion,
    long currentSize,
    VhdGeometry geometry,
    int type,
    UUID id) {
  static final int SIZE = 512;
  static final long COOKIE = 0x636f6e6563746978L;
  static final int FIXED = 2;
  static final int DYNAMIC = 3;
  static final int DIFFERENCING = 4;
  static final long NO_OFFSET = -1;
  static final int CHECKSUM_AT = 64;

  private static final int FEATURES = 2;
  private static final int VERSION = 0x10000;
  private static final int WINDOWS = 0x5769326b;

  /** Programs whose size is the exact one; the others' is what the geometry multiplies to. */
  private static final Set<String> EXACT = Set.of("tap\0", "win ", "qem2", "d2v ", "CTXS", "vbox");

  byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(SIZE);
    out.putLong(COOKIE).putInt(FEATURES).putInt(VERSION).putLong(dataOffset).putInt(timeStamp);
    out.put(creator.getBytes(StandardCharsets.ISO_8859_1)).putInt(creatorVersion).putInt(WINDOWS);
    out.putLong(currentSize).putLong(currentSize);
    out.putShort((short) geometry.cylinders());
    out.put((byte) geometry.heads()).put((byte) geometry.sectors());
    out.putInt(type).putInt(0);
    out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    out.putInt(CHECKSUM_AT, checksum(out, SIZE, CHECKSUM_AT));
    return out.array();
  }

  /** The ones' complement of the sum of all bytes but the checksum's own. */
  static int checksum(ByteBuffer bytes, int count, int checksumAt) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      if (i < checksumAt || i >= checksumAt + Integer.BYTES) {
        sum += bytes.get(i) & 0xff;
      }
    }
    return ~sum;
  }

  /** Whether there is a footer with the right checksum. */
  static boolean isAt(FileSource file, long offset) throws IOException {
    if (offset < 0 || offset > file.size() - SIZE) {
      return false;
    }
    ByteBuffer bytes = file.bytes(offset, SIZE, ByteOrder.BIG_ENDIAN, "footer");
    return bytes.getLong(0) == COOKIE
        && bytes.getInt(CHECKSUM_AT) == checksum(bytes, SIZE, CHECKSUM_AT);
  }

  /** Reads one. */
  static VhdFooter read(FileSource file, long offset) throws IOException {
    ByteBuffer bytes = file.bytes(offset, SIZE, ByteOrder.BIG_ENDIAN, "footer");
    if (bytes.getLong(0) != COOKIE) {
      throw Fault.at(
          file.name(), offset, "Cookie", "there is no 'conectix': this is no VHD footer");
    }
    if (bytes.getInt(12) >>> 16 != 1) {
      throw Fault.at(
          file.name(),
          offset + 12,
          "File Format Version",
          "0x%x is not known here; 0x10000 is".formatted(bytes.getInt(12)));
    }
    byte[] creator = new byte[4];
    bytes.get(28, creator);
    VhdGeometry geometry =
        new VhdGeometry(bytes.getShort(56) & 0xffff, bytes.get(58) & 0xff, bytes.get(59) & 0xff);
    return new VhdFooter(
        bytes.getLong(16),
        bytes.getInt(24),
        new String(creator, StandardCharsets.ISO_8859_1),
        bytes.getInt(32),
        bytes.getLong(48),
        geometry,
        bytes.getInt(60),
        new UUID(bytes.getLong(68), bytes.getLong(76)));
  }

  /** The bytes that a machine sees. */
  long diskSize(FileSource file, long offset) throws DiskException {
    boolean exact = EXACT.contains(creator) || geometry.isLargest() || geometry.total() == 0;
    long size = exact ? currentSize : geometry.total() * 512;
    if (size <= 0 || size > VhdEncoding.LARGEST || size % 512 != 0) {
      throw Fault.at(
          file.name(),
          offset + 48,
          "Current Size",
          "a disk of %d bytes is none that VHD can have".formatted(size));
    }
    return size;
  }
}
