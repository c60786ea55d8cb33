package dev.slipway.disk.gce;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Packing;
import dev.slipway.disk.convert.Shape;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * What Google Compute Engine imports: {@code disk.raw} with its holes in a tar of GNU's old format,
 * in gzip. The disk is whole GiB large.
 *
 * @param level how hard to deflate: 1 to 9
 * @param time of the file's last change
 */
public record GceEncoding(int level, Instant time) implements Encoding {
  /** What a disk's size is a multiple of. */
  public static final long UNIT = 1L << 30;

  private Packing deflate() {
    return new Packing(Packing.Method.DEFLATE, level);
  }

  @Override
  public Optional<Packing> packing() {
    return Optional.of(deflate());
  }

  @Override
  public Encoder start(Shape shape, Output output) throws IOException {
    long rest = shape.size() % UNIT;
    if (rest != 0 || shape.size() == 0) {
      throw new DiskException(
          "Compute Engine takes disks of whole GiB, not of %d bytes; grow it to %d"
              .formatted(shape.size(), shape.size() + UNIT - rest));
    }
    return new GceEncoder(shape, output, deflate(), time);
  }
}
