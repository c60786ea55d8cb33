package dev.slipway.disk.swap;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskSink;
import dev.slipway.disk.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A swap area of version 1 with pages of 4 KiB, little-endian (Linux, {@code
 * include/linux/swap.h}).
 */
public final class SwapVolume implements Volume {
  private static final int PAGE = 4096;
  private static final int MIN_PAGES = 10;
  private static final long MAX_PAGES = 1L << 32;
  private static final int VERSION_AT = 1024;
  private static final int LABEL_LENGTH = 15;
  private static final String SIGNATURE = "SWAPSPACE2";

  private final long size;
  private final UUID uuid;
  private final byte[] label;

  /**
   * Checks size and label.
   *
   * @param size in bytes, whole pages of 4 KiB, at least ten of them
   * @param label up to 15 bytes as UTF-8; empty for none
   * @throws DiskException for what a swap area cannot have
   */
  public SwapVolume(long size, UUID uuid, String label) throws DiskException {
    if (size % PAGE != 0 || size < MIN_PAGES * PAGE || size / PAGE > MAX_PAGES) {
      throw new DiskException(
          "a swap area of %d bytes cannot be; it has 10 to 2^32 pages of 4096 bytes"
              .formatted(size));
    }
    this.size = size;
    this.uuid = uuid;
    this.label = label.getBytes(StandardCharsets.UTF_8);
    if (this.label.length > LABEL_LENGTH) {
      throw new DiskException(
          "the swap area's label '%s' has %d bytes; %d fit"
              .formatted(label, this.label.length, LABEL_LENGTH));
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void writeTo(long offset, DiskSink sink) throws IOException {
    ByteBuffer page = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
    page.putInt(VERSION_AT, 1);
    page.putInt(VERSION_AT + 4, (int) (size / PAGE - 1)); // the last page
    page.order(ByteOrder.BIG_ENDIAN);
    page.putLong(VERSION_AT + 12, uuid.getMostSignificantBits());
    page.putLong(VERSION_AT + 20, uuid.getLeastSignificantBits());
    page.put(VERSION_AT + 28, label);
    byte[] signature = SIGNATURE.getBytes(StandardCharsets.US_ASCII);
    page.put(PAGE - signature.length, signature);
    sink.write(offset, page);
  }
}
