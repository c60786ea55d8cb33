package dev.slipway.disk.ext4;

import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The checksums of metadata_csum: CRC-32C without the last inversion, over the file system's UUID,
 * then what the structure is (its inode, group or block), then its bytes.
 */
final class Checksum {
  private final byte[] uuid;
  private final byte[] word = new byte[8];
  private final CRC32C crc = new CRC32C();

  Checksum(UUID uuid) {
    this.uuid = Uuids.bytes(uuid);
  }

  /** Starts one of something that is the file system's own. */
  Checksum start() {
    crc.reset();
    crc.update(uuid, 0, uuid.length);
    return this;
  }

  /** Starts one of something that belongs to an inode of generation 0. */
  Checksum ofInode(int number) {
    return start().add32(number).add32(0);
  }

  /** Starts one without the UUID, as in the superblock. */
  Checksum plain() {
    crc.reset();
    return this;
  }

  Checksum add(byte[] bytes, int from, int length) {
    crc.update(bytes, from, length);
    return this;
  }

  /** Adds a little-endian number of 32 bits. */
  Checksum add32(int value) {
    for (int i = 0; i < 4; i++) {
      word[i] = (byte) (value >>> (8 * i));
    }
    crc.update(word, 0, 4);
    return this;
  }

  /** Adds a little-endian number of 64 bits. */
  Checksum add64(long value) {
    return add32((int) value).add32((int) (value >>> 32));
  }

  int value() {
    return ~(int) crc.getValue();
  }
}
