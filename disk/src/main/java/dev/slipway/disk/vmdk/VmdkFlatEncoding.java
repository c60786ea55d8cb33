package dev.slipway.disk.vmdk;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.convert.Chunk;
import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Shape;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The descriptor of a VMDK of the kind monolithicFlat: a short text. The disk's bytes are in
 * another file, the extent, which is a raw disk of whole sectors of 512 bytes.
 *
 * @param extent what the extent is called; it lies in the descriptor's folder
 */
public record VmdkFlatEncoding(String extent) implements Encoding {
  /** The most bytes that a disk can have: 62 TiB, as VMware says of flat disks. */
  public static final long LARGEST = 62L << 40;

  /** Refuses names that a descriptor cannot have. */
  public VmdkFlatEncoding {
    DescriptorText.requireName(extent);
  }

  /**
   * For an extent of this name.
   *
   * @throws DiskException where a descriptor cannot name it
   */
  public static VmdkFlatEncoding of(Path extent) throws DiskException {
    try {
      return new VmdkFlatEncoding(String.valueOf(extent.getFileName()));
    } catch (IllegalArgumentException e) {
      throw new DiskException(extent + ": " + e.getMessage());
    }
  }

  /** What VMware calls the extent of a descriptor: {@code web-flat.vmdk} for {@code web.vmdk}. */
  public static Path extent(Path descriptor) {
    String name = String.valueOf(descriptor.getFileName());
    String base = name.endsWith(".vmdk") ? name.substring(0, name.length() - 5) : name;
    return descriptor.resolveSibling(base + "-flat.vmdk");
  }

  @Override
  public Encoder start(Shape shape, Output output) throws IOException {
    Layout layout = Layout.of(shape);
    if (shape.size() % Layout.SECTOR != 0) {
      throw new DiskException(
          "a flat VMDK has whole sectors of 512 bytes, not %d bytes".formatted(shape.size()));
    }
    int seed = (int) shape.id("vmdk").getMostSignificantBits();
    return new Encoder() {
      @Override
      public void chunk(Chunk chunk) {
        // The extent's.
      }

      @Override
      public void finish() throws IOException {
        output.write(DescriptorText.flat(layout, extent, seed));
      }
    };
  }
}
