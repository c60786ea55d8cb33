package dev.slipway.disk.vmdk;

import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Packing;
import dev.slipway.disk.convert.Shape;
import java.io.IOException;
import java.util.Optional;

/**
 * A VMDK of the kind streamOptimized, compressed, as OVAs have it. Chunks must be of 64 KiB. The
 * image's size is the disk's, in whole sectors of 512 bytes.
 *
 * @param level how hard to compress, 1 to 9
 * @param name what the descriptor calls the file
 */
public record VmdkStreamEncoding(int level, String name) implements Encoding {
  /** Refuses levels that there are not, and names that a descriptor cannot have. */
  public VmdkStreamEncoding {
    new Packing(Packing.Method.DEFLATE, level);
    DescriptorText.requireName(name);
  }

  /** With a name that fits any disk; readers don't look for the file that they read. */
  public VmdkStreamEncoding(int level) {
    this(level, "disk.vmdk");
  }

  @Override
  public Optional<Packing> packing() {
    return Optional.of(pack());
  }

  private Packing pack() {
    return new Packing(Packing.Method.DEFLATE, level);
  }

  @Override
  public Encoder start(Shape shape, Output output) throws IOException {
    Layout layout = Layout.of(shape);
    // The disk's bytes aren't asked for: the stream can begin before they were gone through.
    int seed = Long.hashCode(layout.capacity() * 0x9e3779b97f4a7c15L);
    byte[] descriptor = DescriptorText.embedded(layout, "streamOptimized", name, seed);
    return new StreamEncoder(layout, pack(), output, descriptor);
  }
}
