package dev.slipway.disk;

import dev.slipway.disk.qcow2.Qcow2Info;
import java.util.List;
import java.util.Optional;

/**
 * What a disk's file is.
 *
 * @param size the bytes that the machine sees
 * @param fileSize the file's bytes, its holes included
 * @param usedSize the file's bytes, its holes left out
 * @param qcow2 more, where it is a qcow2 image
 * @param details more, where it is one of another format, in the order for people
 */
public record DiskInfo(
    DiskFormat format,
    long size,
    long fileSize,
    long usedSize,
    Optional<Qcow2Info> qcow2,
    List<Detail> details) {
  /** Keeps a copy of the list. */
  public DiskInfo {
    details = List.copyOf(details);
  }
}
