package dev.slipway.disk.raw;

import dev.slipway.disk.convert.Chunk;
import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Shape;
import java.io.IOException;

/** A disk's bytes as they are. */
public record RawEncoding() implements Encoding {
  @Override
  public boolean beginsWithDisk() {
    return true;
  }

  @Override
  public Encoder start(Shape shape, Output output) {
    return new Encoder() {
      @Override
      public void chunk(Chunk chunk) throws IOException {
        output.skip(chunk.position() - output.position());
        output.write(chunk.bytes(), chunk.offset(), chunk.length());
      }

      @Override
      public void finish() throws IOException {
        output.skip(shape.size() - output.position());
      }
    };
  }
}
