package dev.slipway.disk.vdi;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Shape;
import java.io.IOException;

/**
 * A dynamic VDI with blocks of 1 MiB, as VirtualBox makes them. The disk's size is rounded up to
 * whole sectors of 512 bytes.
 */
public record VdiEncoding() implements Encoding {
  /** The most bytes that a disk can have. */
  public static final long LARGEST = Header.MOST_BLOCKS << 20;

  static final int BLOCK = 1 << 20;

  private static final int SECTOR = 512;

  @Override
  public Encoder start(Shape shape, Output output) throws IOException {
    if (BLOCK % shape.chunkSize() != 0) {
      throw new IllegalArgumentException(
          "blocks of 1 MiB are no multiple of chunks of %d bytes".formatted(shape.chunkSize()));
    }
    long size = (shape.size() + SECTOR - 1) / SECTOR * SECTOR;
    if (size > Header.MOST_BLOCKS * BLOCK) {
      throw new DiskException(
          "a VDI has at most %d MiB, and the disk has %d bytes"
              .formatted(Header.MOST_BLOCKS, shape.size()));
    }
    return VdiEncoder.start(size, shape, output);
  }
}
