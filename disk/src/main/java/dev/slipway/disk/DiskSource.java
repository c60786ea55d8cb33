package dev.slipway.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A disk that is read at any place. */
public interface DiskSource {
  /** The disk's size in bytes. */
  long size();

  /**
   * Fills the buffer's remaining bytes.
   *
   * @param position bytes from the disk's start
   * @throws DiskException where the disk ends too early for it
   */
  void read(long position, ByteBuffer into) throws IOException;

  /**
   * A disk that is a file, byte for byte.
   *
   * @param name for errors
   */
  static DiskSource of(FileChannel channel, String name) throws IOException {
    return new RawFileSource(channel, name, channel.size());
  }
}
