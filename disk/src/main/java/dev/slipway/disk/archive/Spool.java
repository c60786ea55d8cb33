package dev.slipway.disk.archive;

import dev.slipway.disk.Extent;
import dev.slipway.disk.convert.Chunk;
import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Encoding;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.OutputFile;
import dev.slipway.disk.convert.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written to a temporary one first, and copied to where it belongs when it is whole:
 * because its size must be known before, or because its writer goes back to what it wrote.
 */
public final class Spool implements Encoder {
  private final FileChannel channel;
  private final OutputFile file;
  private final Granules granules = new Granules();
  private final Encoder encoder;

  private Spool(FileChannel channel, Encoding inner, Shape shape) throws IOException {
    this.channel = channel;
    this.file = OutputFile.of(channel);
    this.encoder = inner.start(shape, new Noting());
  }

  /**
   * Starts one.
   *
   * @param folder where the temporary file takes room
   */
  public static Spool start(Encoding inner, Shape shape, Path folder) throws IOException {
    FileChannel channel = Nameless.create(folder);
    try {
      return new Spool(channel, inner, shape);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** An encoder whose bytes come in order, by way of a temporary file where they would not. */
  public static Encoder inOrder(Encoding inner, Shape shape, Output output, Path folder)
      throws IOException {
    if (!inner.patches()) {
      return inner.start(shape, output);
    }
    Spool spool = start(inner, shape, folder);
    return new Encoder() {
      @Override
      public void chunk(Chunk chunk) throws IOException {
        spool.chunk(chunk);
      }

      @Override
      public void finish() throws IOException {
        try (spool) {
          spool.finish();
          spool.copyTo(output);
        }
      }

      @Override
      public void close() throws IOException {
        spool.close();
      }
    };
  }

  @Override
  public void chunk(Chunk chunk) throws IOException {
    encoder.chunk(chunk);
  }

  @Override
  public void finish() throws IOException {
    encoder.finish();
    file.finish();
  }

  /** The file's bytes, once it is finished. */
  public long size() {
    return file.position();
  }

  /** Copies the finished file, its holes as such. */
  public void copyTo(Output output) throws IOException {
    ByteBuffer block = ByteBuffer.allocate(Granules.SIZE);
    long at = 0;
    for (@Nullable Extent next = granules.next(0, size());
        next != null;
        next = granules.next(at, size())) {
      output.skip(next.offset() - at);
      at = next.offset();
      while (at < next.end()) {
        block.clear().limit((int) Math.min(block.capacity(), next.end() - at));
        at = copyBlock(at, block, output);
      }
    }
    output.skip(size() - at);
  }

  private long copyBlock(long at, ByteBuffer block, Output output) throws IOException {
    long end = at;
    while (block.hasRemaining()) {
      int count = channel.read(block, end);
      if (count < 0) {
        throw new IOException("a temporary file became shorter");
      }
      end += count;
    }
    output.write(block.array(), block.arrayOffset(), block.limit());
    return end;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      encoder.close();
    }
  }

  /** Notes where something was written. */
  private final class Noting implements Output {
    @Override
    public long position() {
      return file.position();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      granules.mark(position(), length);
      file.write(bytes, offset, length);
    }

    @Override
    public void skip(long count) throws IOException {
      file.skip(count);
    }

    @Override
    public void patch(long position, byte[] bytes) throws IOException {
      granules.mark(position, bytes.length);
      file.patch(position, bytes);
    }
  }
}
