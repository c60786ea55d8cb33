package dev.slipway.disk.target;

import java.util.Set;

/**
 * What an importer takes.
 *
 * @param alignment a disk's size must be a multiple of so many bytes
 * @param largest the most bytes that a disk may have
 * @param firmware what machines made of it start with
 * @param buses where the disk is attached, as a user of that system says it: virtio, scsi, ide, …
 */
public record Limits(long alignment, long largest, Set<Subject.Firmware> firmware, String buses) {
  /** Keeps a copy of the set. */
  public Limits {
    firmware = Set.copyOf(firmware);
  }
}
