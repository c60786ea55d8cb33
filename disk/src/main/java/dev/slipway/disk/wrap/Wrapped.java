package dev.slipway.disk.wrap;

import dev.slipway.disk.archive.Spool;
import dev.slipway.disk.convert.Chunk;
import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Packing;
import dev.slipway.disk.convert.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Another encoding's file, compressed as a whole in pieces, several at a time.
 *
 * @param level how hard to compress, from 1 on
 * @param name of the file within, which zip says
 * @param time of the file's last change, which zip says
 * @param scratch a folder for a temporary file, which encodings that patch need
 */
public record Wrapped(
    Encoding inner, Wrapping wrapping, int level, String name, Instant time, Path scratch)
    implements Encoding {
  /** Refuses levels that there are not. */
  public Wrapped {
    if (level < 1 || level > wrapping.highest()) {
      throw new IllegalArgumentException(
          "level %d is not 1 to %d for %s".formatted(level, wrapping.highest(), wrapping.ending()));
    }
  }

  @Override
  public Optional<Packing> packing() {
    return inner.packing();
  }

  /** A zip's header says the checksum and the sizes of what follows. */
  @Override
  public boolean patches() {
    return wrapping == Wrapping.ZIP;
  }

  @Override
  public Encoder start(Shape shape, Output output) throws IOException {
    Envelope envelope =
        switch (wrapping) {
          case GZIP -> new Envelope.Gzip(output);
          case ZIP -> new ZipEnvelope(output, name, time, shape.size());
          case XZ, ZSTD, BZIP2 -> new Envelope.None();
        };
    envelope.begin();
    PieceOutput pieces = new PieceOutput(output, Squeeze.of(wrapping, level));
    Encoder encoder = Spool.inOrder(inner, shape, pieces, scratch);
    return new Encoder() {
      @Override
      public void chunk(Chunk chunk) throws IOException {
        encoder.chunk(chunk);
      }

      @Override
      public void finish() throws IOException {
        encoder.finish();
        pieces.finish();
        envelope.end(pieces.crc(), pieces.position());
      }

      @Override
      public void close() throws IOException {
        encoder.close();
      }
    };
  }
}
