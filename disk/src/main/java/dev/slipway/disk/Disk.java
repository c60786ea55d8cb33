package dev.slipway.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A disk as its machine sees it: bytes at positions. Several threads may read one at a time. */
public interface Disk extends Closeable {
  /** How many bytes the machine sees. */
  long size();

  /**
   * Fills the buffer's remaining bytes.
   *
   * @param position bytes from the disk's start
   * @throws IndexOutOfBoundsException where a byte is not within the disk
   * @throws DiskException where the file is damaged; the message names the offset and the field
   */
  void read(long position, ByteBuffer target) throws IOException;

  /**
   * Writes the buffer's remaining bytes.
   *
   * @param position bytes from the disk's start
   * @throws IndexOutOfBoundsException where a byte is not within the disk
   * @throws DiskException where the disk is open for reading only
   */
  void write(long position, ByteBuffer source) throws IOException;

  /**
   * The first stretch with data within a range. What is in none reads as zero; what is in one may
   * too. Two stretches may touch.
   *
   * @param from the range's first byte
   * @param to the byte after its last, at most the disk's size
   * @return the stretch, cut to the range; null where the range has no data
   */
  @Nullable Extent nextExtent(long from, long to) throws IOException;

  /** All stretches with data, ascending, found as one goes on. */
  default Extents extents() {
    return new Extents(this, 0, size());
  }

  /** Makes what was written last through a power cut. */
  void flush() throws IOException;
}
