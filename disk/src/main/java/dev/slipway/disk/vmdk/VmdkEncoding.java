package dev.slipway.disk.vmdk;

import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Shape;
import java.io.IOException;

/**
 * A VMDK of the kind monolithicSparse, in which virtual machines can write. Chunks must be of 64
 * KiB. The image's size is the disk's, in whole sectors of 512 bytes.
 *
 * @param name what the descriptor calls the file
 */
public record VmdkEncoding(String name) implements Encoding {
  /** Refuses names that a descriptor cannot have. */
  public VmdkEncoding {
    DescriptorText.requireName(name);
  }

  /** With a name that fits any disk; readers don't look for the file that they read. */
  public VmdkEncoding() {
    this("disk.vmdk");
  }

  @Override
  public Encoder start(Shape shape, Output output) throws IOException {
    Layout layout = Layout.of(shape);
    int seed = (int) shape.id("vmdk").getMostSignificantBits();
    byte[] descriptor = DescriptorText.embedded(layout, "monolithicSparse", name, seed);
    return new SparseEncoder(layout, shape.map(), output, descriptor);
  }
}
