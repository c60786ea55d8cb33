package dev.slipway.disk.archive;

import java.time.Instant;

/**
 * A header of ustar (POSIX.1-1988); a size beyond eleven octal digits is in base 256, as GNU tar,
 * bsdtar, Go and Python write and read it.
 *
 * @param name of the member, up to 100 bytes
 * @param mode permissions
 * @param user who owns it, and which group
 * @param size bytes that follow
 * @param time of its last change, in whole seconds
 */
public record TarHeader(String name, int mode, int user, long size, Instant time, byte type) {
  /** Bytes of a header, and what each member's bytes are padded to. */
  public static final int BLOCK = 512;

  /** The type of a plain file. */
  public static final byte FILE = '0';

  /** The type of a folder. */
  public static final byte FOLDER = '5';

  /** A plain file of root's that anyone may read. */
  public static TarHeader file(String name, long size, Instant time) {
    return new TarHeader(name, 0644, 0, size, time, FILE);
  }

  /** The header's bytes. */
  public byte[] bytes() {
    byte[] block = start();
    TarFields.putText(block, 257, 6, "ustar");
    TarFields.putText(block, 263, 2, "00");
    TarFields.putNumber(block, 329, 8, 0);
    TarFields.putNumber(block, 337, 8, 0);
    TarFields.putChecksum(block);
    return block;
  }

  /** What all kinds of tar have in common; without the checksum. */
  byte[] start() {
    byte[] block = new byte[BLOCK];
    TarFields.putText(block, 0, 100, name);
    TarFields.putNumber(block, 100, 8, mode);
    TarFields.putNumber(block, 108, 8, user);
    TarFields.putNumber(block, 116, 8, user);
    TarFields.putNumber(block, 124, 12, size);
    TarFields.putNumber(block, 136, 12, Math.max(0, time.getEpochSecond()));
    block[156] = type;
    return block;
  }
}
