package dev.slipway.disk.vhdx;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The CRC-32C that headers, region tables and log entries have at offset 4 of themselves. */
final class Checksum {
  static final int OFFSET = 4;

  private Checksum() {}

  /** Of all bytes, those of the checksum taken as zero. */
  static int of(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    start(crc, bytes);
    return (int) crc.getValue();
  }

  /** Begins one with the bytes that have the checksum. */
  static void start(CRC32C crc, ByteBuffer bytes) {
    crc.update(bytes.slice(0, OFFSET));
    crc.update(new byte[Integer.BYTES]);
    crc.update(bytes.slice(OFFSET + Integer.BYTES, bytes.capacity() - OFFSET - Integer.BYTES));
  }

  static boolean fits(ByteBuffer bytes) {
    return bytes.getInt(OFFSET) == of(bytes);
  }

  static void put(ByteBuffer bytes) {
    bytes.putInt(OFFSET, of(bytes));
  }
}
