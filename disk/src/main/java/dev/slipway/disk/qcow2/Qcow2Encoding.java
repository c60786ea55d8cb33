package dev.slipway.disk.qcow2;

import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Packing;
import dev.slipway.disk.convert.Shape;
import java.io.IOException;
import java.util.Optional;

/**
 * A qcow2 image without a backing file. Chunks must be of the cluster size. The image's size is the
 * disk's, in whole sectors of 512 bytes.
 */
public record Qcow2Encoding(Qcow2Options options) implements Encoding {
  @Override
  public Optional<Packing> packing() {
    return switch (options.compression()) {
      case NONE -> Optional.empty();
      case ZLIB -> Optional.of(new Packing(Packing.Method.DEFLATE, options.level()));
      case ZSTD -> Optional.of(new Packing(Packing.Method.ZSTD, options.level()));
    };
  }

  /** The header comes last, and compressed clusters fill room that was left. */
  @Override
  public boolean patches() {
    return true;
  }

  @Override
  public Encoder start(Shape shape, Output output) throws IOException {
    if (shape.chunkSize() != options.clusterSize()) {
      throw new IllegalArgumentException(
          "chunks of %d bytes are no clusters of %d"
              .formatted(shape.chunkSize(), options.clusterSize()));
    }
    return new Qcow2Encoder(options, packing(), options.imageSize(shape.size()), output);
  }
}
