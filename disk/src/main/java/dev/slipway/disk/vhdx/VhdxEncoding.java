package dev.slipway.disk.vhdx;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Shape;
import java.io.IOException;

/**
 * A dynamic VHDX with an empty log. The disk's size is rounded up to whole sectors of 512 bytes.
 *
 * @param blockSize bytes that the file grows by, a power of two from 1 MiB to 256 MiB
 */
public record VhdxEncoding(int blockSize) implements Encoding {
  /**
   * What Microsoft advises for Linux guests: their file systems put a little everywhere, and each
   * block that they touch is whole in the file. Hyper-V's own default of 32 MiB makes such files
   * much larger, and Windows has no room for holes in them.
   */
  public static final int DEFAULT_BLOCK_SIZE = 1 << 20;

  /** The most bytes that a disk can have: 64 TiB. */
  public static final long LARGEST = Metadata.MAX_SIZE;

  private static final int SECTOR = 512;

  /** With blocks of the default size. */
  public VhdxEncoding() {
    this(DEFAULT_BLOCK_SIZE);
  }

  /** Refuses a size that blocks cannot have. */
  public VhdxEncoding {
    if (blockSize < Metadata.MIN_BLOCK
        || blockSize > Metadata.MAX_BLOCK
        || Integer.bitCount(blockSize) != 1) {
      throw new IllegalArgumentException(
          blockSize + " is no power of two from 1 MiB to 256 MiB, as blocks' sizes are");
    }
  }

  @Override
  public Encoder start(Shape shape, Output output) throws IOException {
    if (blockSize % shape.chunkSize() != 0) {
      throw new IllegalArgumentException(
          "blocks of %d bytes are no multiple of chunks of %d"
              .formatted(blockSize, shape.chunkSize()));
    }
    if (shape.size() > Metadata.MAX_SIZE) {
      throw new DiskException(
          "a VHDX has at most 64 TiB, and the disk has %d bytes".formatted(shape.size()));
    }
    long size = (shape.size() + SECTOR - 1) / SECTOR * SECTOR;
    Metadata metadata =
        new Metadata(blockSize, false, false, size, SECTOR, 4096, shape.id("VHDX virtual disk"));
    return VhdxEncoder.start(metadata, shape, output);
  }
}
