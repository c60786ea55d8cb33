package dev.slipway.cloud.qemu;

import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.CloudException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** How a disk that QEMU opens is stored. */
public enum DiskFormat {
  RAW,
  QCOW2;

  private static final byte[] QCOW2_MAGIC = {'Q', 'F', 'I', (byte) 0xfb};

  /** The format of a file, by its first bytes. */
  public static DiskFormat of(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new CloudException(
          Code.MISSING, "disk " + file + " is not there, or is no file; give the path of an image");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(4), QCOW2_MAGIC) ? QCOW2 : RAW;
    }
  }

  /** QEMU's and libvirt's name for it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
