package dev.slipway.disk.qcow2;

import dev.slipway.disk.DiskException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/** Says which images may be written to. */
final class Writability {
  private Writability() {}

  /**
   * Keeps other writers out until the channel is closed. QEMU's locks and this one exclude each
   * other. POSIX gives up a process's lock when it closes any descriptor of the file: other
   * programs are kept out only as long as this one does not open the image once more.
   */
  static void lock(Path file, FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      throw new DiskException(file + " is open for writing already, in this program");
    }
    if (lock == null) {
      throw new DiskException(file + " is in use by another program, perhaps a running machine");
    }
  }

  /** Refuses images with anything whose meaning a write would change unnoticed. */
  static void require(Path file, Header header) throws DiskException {
    refuse(
        (header.incompatible() & Header.DIRTY) != 0,
        file,
        "was not closed properly (dirty bit); repair it with 'qemu-img check -r all'");
    refuse(
        (header.incompatible() & Header.CORRUPT) != 0,
        file,
        "is marked as corrupt; repair it with 'qemu-img check -r all'");
    refuse(
        header.snapshots().count() > 0,
        file,
        "has snapshots within it; write to an overlay of it, or convert it");
    refuse(
        header.bitmaps() != null,
        file,
        "has bitmaps, which would miss what is written; remove them with 'qemu-img bitmap"
            + " --remove', or convert it");
    refuse(
        header.autoclear() != 0,
        file,
        "has features (autoclear bits 0x%x) that are not known here".formatted(header.autoclear()));
  }

  private static void refuse(boolean refused, Path file, String why) throws DiskException {
    if (refused) {
      throw new DiskException(file + " " + why);
    }
  }
}
