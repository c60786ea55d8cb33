package dev.slipway.disk.archive;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Opens disks of all formats that a file within a file can have. */
public interface DiskOpener {
  /**
   * Opens a disk by its first bytes. Closing the disk may leave the file open.
   *
   * @throws DiskException where it refers to other files
   */
  Disk open(FileSource file) throws IOException;

  /** Bytes as they are. */
  static Disk raw(FileSource file) {
    return new StoredDisk(file);
  }

  /** The first 512 bytes, or all. */
  static ByteBuffer start(FileSource file) throws IOException {
    ByteBuffer start = ByteBuffer.allocate((int) Math.min(TarHeader.BLOCK, file.size()));
    file.read(0, start);
    return start.flip();
  }
}
