package dev.slipway.disk.partition;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * GUIDs as UEFI stores them: the first three fields little-endian, the rest in order (UEFI
 * specification, appendix A). Buffers are little-endian.
 */
public final class GuidBytes {
  private GuidBytes() {}

  /** Writes one at an index. */
  public static void put(ByteBuffer out, int at, UUID guid) {
    long high = guid.getMostSignificantBits();
    out.putInt(at, (int) (high >>> 32));
    out.putShort(at + 4, (short) (high >>> 16));
    out.putShort(at + 6, (short) high);
    out.putLong(at + 8, Long.reverseBytes(guid.getLeastSignificantBits()));
  }

  /** The one at an index. */
  public static UUID get(ByteBuffer in, int at) {
    long high =
        ((in.getInt(at) & 0xFFFFFFFFL) << 32)
            | ((in.getShort(at + 4) & 0xFFFFL) << 16)
            | (in.getShort(at + 6) & 0xFFFFL);
    return new UUID(high, Long.reverseBytes(in.getLong(at + 8)));
  }
}
