package dev.slipway.disk.archive;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.Extent;
import dev.slipway.disk.Zeros;
import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a compressed file has in it, in a temporary file that goes when this is closed. */
final class Unpacked implements Content {
  private final String name;
  private final Wrapper wrapper;
  private final FileChannel channel;
  private final Granules granules = new Granules();
  private long size;

  private Unpacked(String name, Wrapper wrapper, FileChannel channel) {
    this.name = name;
    this.wrapper = wrapper;
    this.channel = channel;
  }

  /**
   * Unpacks a file, zeros as holes.
   *
   * @param most bytes that it may have then: what is compressed may say it has any number
   * @param folder where the temporary file takes room
   */
  static Unpacked of(FileSource file, Wrapper wrapper, long most, Path folder) throws IOException {
    Unpacked unpacked = new Unpacked(file.name() + " (unpacked)", wrapper, Nameless.create(folder));
    try {
      unpacked.fill(file, most, Files.getFileStore(folder).getUsableSpace());
      return unpacked;
    } catch (IOException | RuntimeException e) {
      unpacked.close();
      throw e;
    }
  }

  private void fill(FileSource file, long most, long room) throws IOException {
    byte[] block = new byte[Granules.SIZE];
    long used = 0;
    try (InputStream stream = new Guarded(file.name(), wrapper, file)) {
      int count = stream.readNBytes(block, 0, block.length);
      while (count > 0) {
        ByteBuffer bytes = ByteBuffer.wrap(block, 0, count);
        if (size > most - count) {
          throw new DiskException(
              "%s has more than %d bytes when it is unpacked; unpack it yourself if it is to be trusted"
                  .formatted(file.name(), most));
        }
        if (!Zeros.are(bytes, 0, count)) {
          used += count;
          if (used > room) {
            throw new DiskException(
                file.name() + " needs more room when it is unpacked than there is for it");
          }
          write(bytes);
        }
        size += count;
        count = stream.readNBytes(block, 0, block.length);
      }
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    granules.mark(size, bytes.remaining());
    long at = size;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  /** What it was unpacked from. */
  Wrapper wrapper() {
    return wrapper;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    if (position < 0 || target.remaining() > size - position) {
      throw Fault.at(name, position, "data", "its %d bytes end before this".formatted(size));
    }
    long at = position;
    while (target.hasRemaining()) {
      int count = channel.read(target, at);
      if (count < 0) {
        // Zeros at the end were not written.
        target.put(new byte[target.remaining()]);
        return;
      }
      at += count;
    }
  }

  @Override
  public @Nullable Extent nextExtent(long from, long to) {
    return granules.next(from, to);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Decompresses, and makes the failures of decompressors those of the file. */
  private static final class Guarded extends InputStream {
    private final String name;
    private final InputStream stream;

    Guarded(String name, Wrapper wrapper, FileSource file) throws IOException {
      this.name = name;
      try {
        this.stream = wrapper.decompress(new SourceStream(file));
      } catch (IOException | RuntimeException e) {
        throw damaged(e);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return stream.read(bytes, offset, length);
      } catch (IOException | RuntimeException e) {
        throw damaged(e);
      }
    }

    private DiskException damaged(Exception e) {
      if (e instanceof DiskException known) {
        return known;
      }
      String what = e instanceof EOFException ? "it was cut short" : String.valueOf(e.getMessage());
      DiskException damaged = new DiskException(name + " cannot be unpacked: " + what);
      damaged.initCause(e);
      return damaged;
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
