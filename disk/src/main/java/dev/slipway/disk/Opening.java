package dev.slipway.disk;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to open a disk.
 *
 * @param format its format; empty to find it by the file's first bytes
 * @param backingFolders where backing files may lie, besides the image's own folder
 * @param writable for writing too, which raw disks and qcow2 images can
 */
public record Opening(Optional<DiskFormat> format, List<Path> backingFolders, boolean writable) {
  /** For reading, in the format that the file's first bytes show. */
  public static final Opening READ = new Opening(Optional.empty(), List.of(), false);

  /** Keeps a copy of the list. */
  public Opening {
    backingFolders = List.copyOf(backingFolders);
  }

  /** As a format, whatever the file's first bytes are: what a guest wrote there is not believed. */
  public Opening as(DiskFormat known) {
    return new Opening(Optional.of(known), backingFolders, writable);
  }

  /** With backing files in these folders too. */
  public Opening withBackingIn(Path... folders) {
    return new Opening(format, List.of(folders), writable);
  }

  /** For writing too. */
  public Opening forWriting() {
    return new Opening(format, backingFolders, true);
  }
}
