package dev.slipway.disk.vhd;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Shape;
import java.io.IOException;
import java.time.Instant;

/**
 * A VHD. The disk's size is rounded up to whole sectors of 512 bytes and written exactly, beside
 * the geometry that the specification computes.
 *
 * @param kind how the disk lies in the file
 * @param creator four characters: programs believe the exact size of {@code win } and {@code tap}
 *     (with a zero byte), and compute one from the geometry of others
 * @param creatorVersion the creator's version, as it writes it
 * @param batmap whether there is XenServer's map of whole blocks, in a dynamic VHD
 * @param time when it was made, from 2000 on
 */
public record VhdEncoding(
    Kind kind, String creator, int creatorVersion, boolean batmap, Instant time)
    implements Encoding {
  /** The most that the format can say: 2040 GiB. */
  public static final long LARGEST = 2040L << 30;

  private static final long YEAR_2000 = 946_684_800;

  /** How a disk lies in its file. */
  public enum Kind {
    /** All of it, with the footer behind. */
    FIXED,
    /** Blocks of 2 MiB that have data. */
    DYNAMIC
  }

  @Override
  public boolean beginsWithDisk() {
    return kind == Kind.FIXED;
  }

  @Override
  public Encoder start(Shape shape, Output output) throws IOException {
    long size = (shape.size() + 511) & -512;
    if (size == 0 || size > LARGEST) {
      throw new DiskException(
          "a VHD has 1 byte to 2040 GiB, not %d bytes; take vhdx".formatted(shape.size()));
    }
    return kind == Kind.FIXED
        ? new FixedEncoder(size, footer(shape, size, VhdFooter.FIXED), output)
        : new DynamicEncoder(shape, footer(shape, size, VhdFooter.DYNAMIC), batmap, output);
  }

  private VhdFooter footer(Shape shape, long size, int type) throws IOException {
    return new VhdFooter(
        type == VhdFooter.FIXED ? VhdFooter.NO_OFFSET : VhdFooter.SIZE,
        (int) Math.clamp(time.getEpochSecond() - YEAR_2000, 0, 0xffff_ffffL),
        creator,
        creatorVersion,
        size,
        VhdGeometry.of(size / 512),
        type,
        shape.id("vhd " + kind + creator));
  }
}
