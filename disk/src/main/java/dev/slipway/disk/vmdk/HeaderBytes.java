package dev.slipway.disk.vmdk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes the sector that a file begins with ("Hosted Sparse Extent Header"). */
final class HeaderBytes {
  private static final int MAGIC = 0x564d444b; // "KDMV"

  /** The line ends are right, and there is a redundant grain directory. */
  private static final int SPARSE_FLAGS = 3;

  /** The line ends are right, grains are compressed, and there are markers. */
  private static final int STREAM_FLAGS = 0x30001;

  private static final short DEFLATE = 1;

  /** Says in a stream's header that the footer knows where the directory is. */
  static final long AT_END = -1;

  private HeaderBytes() {}

  /** Of a monolithicSparse file. */
  static byte[] sparse(Layout layout, long redundant, long primary, long overhead) {
    ByteBuffer header = begin(layout, 1, SPARSE_FLAGS);
    return end(header, redundant, primary, overhead, (short) 0);
  }

  /** Of a streamOptimized file: its header or its footer. */
  static byte[] stream(Layout layout, long directory, long overhead) {
    // ESXi takes version 1 for too old.
    return end(begin(layout, 3, STREAM_FLAGS), 0, directory, overhead, DEFLATE);
  }

  private static ByteBuffer begin(Layout layout, int version, int flags) {
    return ByteBuffer.allocate(Layout.SECTOR)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(MAGIC)
        .putInt(version)
        .putInt(flags)
        .putLong(layout.capacity())
        .putLong(Layout.GRAIN)
        .putLong(Layout.DESCRIPTOR_AT)
        .putLong(Layout.DESCRIPTOR)
        .putInt(Layout.ENTRIES);
  }

  private static byte[] end(
      ByteBuffer begun, long redundant, long primary, long overhead, short compression) {
    ByteBuffer header = ByteBuffer.allocate(Layout.SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    header
        .put(begun.flip())
        .putLong(redundant)
        .putLong(primary)
        .putLong(overhead)
        .put((byte) 0)
        // Shows whether somebody sent the file as text.
        .put(new byte[] {'\n', ' ', '\r', '\n'})
        .putShort(compression);
    return header.array();
  }
}
