package dev.slipway.disk.ext4;

import java.nio.ByteBuffer;
import java.util.UUID;

/** UUIDs as the format has them. */
final class Uuids {
  private Uuids() {}

  /** The 16 bytes in the order in which they are printed. */
  static byte[] bytes(UUID uuid) {
    return ByteBuffer.allocate(16)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }
}
