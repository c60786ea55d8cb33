package dev.slipway.cloud.qemu;

import dev.slipway.disk.DiskFormat;
import java.nio.file.Path;

/**
 * A disk of a machine.
 *
 * @param file an absolute path
 * @param format how it is stored
 * @param access what the guest may do with it
 * @param bus where the guest sees it
 */
public record Drive(Path file, DiskFormat format, Access access, Bus bus) {
  /** What a guest may do with a disk. */
  public enum Access {
    /** It may read it. */
    READ,
    /** It may write to it, and what it flushes is safe. */
    WRITE,
    /** It may write to it, but nobody wants that after a crash of this machine. */
    SCRATCH
  }

  /** Where a guest sees a disk. */
  public enum Bus {
    /** As a virtio disk, {@code /dev/vdX}: any guest that finds its root there can see it. */
    VIRTIO,
    /** As a CD in a drive on virtio-scsi, {@code /dev/sr0}. */
    SCSI_CDROM
  }

  /** A virtio disk that the guest may write. */
  public static Drive disk(Path file, DiskFormat format) {
    return new Drive(file, format, Access.WRITE, Bus.VIRTIO);
  }

  /** A virtio disk for a test: quick, because flushes are left out. */
  public static Drive scratch(Path file, DiskFormat format) {
    return new Drive(file, format, Access.SCRATCH, Bus.VIRTIO);
  }

  /** A medium that the guest may only read. */
  public static Drive medium(Path iso, Bus bus) {
    return new Drive(iso, DiskFormat.RAW, Access.READ, bus);
  }
}
