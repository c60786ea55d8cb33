package dev.slipway.disk.ext4;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a file system is to be, apart from its files.
 *
 * @param size bytes that the volume takes on the disk; the file system uses whole blocks of 4096,
 *     and leaves out a last group of blocks that is too short to be of use
 * @param uuid names the file system; the seed of the directories' hashes is the same
 * @param label at most 16 bytes as UTF-8, may be empty
 * @param time seconds since 1970, up to the year 2310: when the file system and all its inodes were
 *     made and last checked. A file's time of change (mtime) is its own, its time of access the
 *     same, brought into the years 1901 to 2310.
 */
public record Ext4Options(long size, UUID uuid, String label, long time) {
  /** The largest volume: 16 TiB less a block, as far as the resize inode reaches. */
  private static final long LARGEST = (1L << 44) - Format.BLOCK;

  public Ext4Options {
    if (size < 0 || size > LARGEST) {
      throw new IllegalArgumentException(
          "a file system of " + size + " bytes: 0 to " + LARGEST + " are possible");
    }
    if (label.getBytes(StandardCharsets.UTF_8).length > 16 || label.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("label '" + label + "' has over 16 bytes, or a NUL");
    }
    if (time < 0 || time > Format.LATEST) {
      throw new IllegalArgumentException(
          "time " + time + " is not within 0 to " + Format.LATEST + " seconds");
    }
  }

  /** The same with another size in bytes. */
  Ext4Options withSize(long newSize) {
    return new Ext4Options(newSize, uuid, label, time);
  }
}
