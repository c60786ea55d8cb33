package dev.slipway.cloud.qemu;

import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.CloudException.Code;
import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.qcow2.Qcow2Overlay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the disk that a machine writes to, over an image that nobody writes to. */
public final class Overlay {
  private Overlay() {}

  /**
   * Makes a qcow2 overlay.
   *
   * @param file what to make; must not be there
   * @param base in any format that machines can start from; only read
   * @param size bytes that the guest sees; 0 for as many as the base has
   */
  public static void create(Path file, Path base, long size) throws IOException {
    formatOf(base);
    if (size == 0) {
      Qcow2Overlay.create(file, base.toRealPath());
    } else {
      Qcow2Overlay.create(file, base.toRealPath(), size);
    }
  }

  /** The format of a disk that must be there, and that a machine can start from. */
  public static DiskFormat formatOf(Path disk) throws IOException {
    if (!Files.isRegularFile(disk)) {
      throw new CloudException(
          Code.MISSING, "disk " + disk + " is not there, or is no file; give the path of an image");
    }
    DiskFormat format = DiskFormat.probe(disk);
    if (!format.isRunnable()) {
      throw new CloudException(
          Code.BAD_VALUE,
          "%s holds a disk as %s, from which no machine starts; take it out first: slipway disk convert %s disk.qcow2"
              .formatted(disk, format.label(), disk));
    }
    return format;
  }
}
