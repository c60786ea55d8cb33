package dev.slipway.disk.vhd;

import dev.slipway.disk.convert.Chunk;
import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Output;
import java.io.IOException;

/** Writes a disk's bytes as they are, then the footer. */
record FixedEncoder(long size, VhdFooter footer, Output output) implements Encoder {
  @Override
  public void chunk(Chunk chunk) throws IOException {
    output.skip(chunk.position() - output.position());
    output.write(chunk.bytes(), chunk.offset(), chunk.length());
  }

  @Override
  public void finish() throws IOException {
    output.skip(size - output.position());
    output.write(footer.encode());
  }
}
