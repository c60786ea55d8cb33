package dev.slipway.disk;

import java.io.IOException;

/** Something that fills a stretch of a disk: a file system, a boot image. */
public interface Volume {
  /** How many bytes of the disk it takes. */
  long size();

  /**
   * Writes it.
   *
   * @param offset where the volume starts in the disk, in bytes
   * @param sink takes the bytes, in ascending order, holes left out
   */
  void writeTo(long offset, DiskSink sink) throws IOException;
}
