package dev.slipway.disk.vmdk;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Opens VMware's disks for reading. */
public final class VmdkDisk {
  private VmdkDisk() {}

  /**
   * Opens a disk in a single file: monolithicSparse or streamOptimized.
   *
   * @param file closed with the disk
   * @throws DiskException where it is none, or is damaged; the file stays open
   */
  public static Disk open(FileSource file) throws IOException {
    if (Descriptor.starts(file)) {
      throw new DiskException(
          file.name()
              + ": it is a descriptor, and its data is in other files; open it by its path");
    }
    return SparseDisk.open(file);
  }

  /**
   * Opens a disk in any number of files.
   *
   * @param file the disk's only file, or its descriptor
   * @param folders where the files that a descriptor names may lie, besides its own folder
   */
  public static Disk open(Path file, List<Path> folders) throws IOException {
    FileSource source = FileSource.open(file);
    try {
      if (!Descriptor.starts(source)) {
        return SparseDisk.open(source);
      }
      Descriptor descriptor = Descriptor.read(source);
      source.close();
      return ExtentFiles.open(file, descriptor, folders);
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** How many bytes the disk has, by its only or first file alone, which stays open. */
  public static long size(FileSource file) throws IOException {
    if (!Descriptor.starts(file)) {
      return SparseHeader.read(file).size();
    }
    long sectors = 0;
    for (Descriptor.Part part : Descriptor.read(file).extents()) {
      sectors += part.sectors();
      if (sectors < 0 || sectors > Long.MAX_VALUE / SparseHeader.SECTOR) {
        throw new DiskException(file.name() + ": its extents are more than a disk can have");
      }
    }
    return sectors * SparseHeader.SECTOR;
  }
}
