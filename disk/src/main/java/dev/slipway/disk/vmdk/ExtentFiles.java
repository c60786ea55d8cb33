package dev.slipway.disk.vmdk;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.file.FileSource;
import dev.slipway.disk.raw.RawDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens what a descriptor names, and joins it. */
final class ExtentFiles {
  private final Path descriptor;
  private final ExtentFolders folders;
  private final List<JoinedDisk.Piece> pieces = new ArrayList<>();
  private final List<Disk> opened = new ArrayList<>();

  private ExtentFiles(Path descriptor, ExtentFolders folders) {
    this.descriptor = descriptor;
    this.folders = folders;
  }

  static Disk open(Path descriptor, Descriptor text, List<Path> allowed) throws IOException {
    ExtentFiles files = new ExtentFiles(descriptor, ExtentFolders.of(descriptor, allowed));
    try {
      return files.join(text);
    } catch (IOException | RuntimeException e) {
      try {
        JoinedDisk.closeAll(files.opened);
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private Disk join(Descriptor text) throws IOException {
    long at = 0;
    for (Descriptor.Part part : text.extents()) {
      long length = part.sectors() * SparseHeader.SECTOR;
      if (length > Long.MAX_VALUE - at) {
        throw new DiskException(descriptor + ": its extents are more than a disk can have");
      }
      Disk disk = length == 0 ? null : open(part);
      if (disk != null) {
        opened.add(disk);
        checkLength(part, disk);
      }
      if (length > 0) {
        long offset = part.offset() * SparseHeader.SECTOR;
        pieces.add(new JoinedDisk.Piece(at, length, disk, offset));
      }
      at += length;
    }
    if (pieces.isEmpty()) {
      throw new DiskException(descriptor + ": all its extents are empty");
    }
    return new JoinedDisk(descriptor.toString(), pieces);
  }

  private @Nullable Disk open(Descriptor.Part part) throws IOException {
    return switch (part.kind()) {
      case ZERO -> null;
      case FLAT -> RawDisk.open(folders.find(part.file()));
      case SPARSE -> sparse(folders.find(part.file()));
    };
  }

  private static Disk sparse(Path path) throws IOException {
    FileSource file = FileSource.open(path);
    try {
      return SparseDisk.open(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void checkLength(Descriptor.Part part, Disk disk) throws IOException {
    long sectors = disk.size() / SparseHeader.SECTOR;
    boolean offsetFits = part.kind() == Descriptor.Kind.FLAT || part.offset() == 0;
    if (!offsetFits || part.offset() > sectors || part.sectors() > sectors - part.offset()) {
      throw new DiskException(
          "%s: its extent '%s' has %d sectors; %d from sector %d on are to be read"
              .formatted(descriptor, part.file(), sectors, part.sectors(), part.offset()));
    }
  }
}
