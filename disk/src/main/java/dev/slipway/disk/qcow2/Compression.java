package dev.slipway.disk.qcow2;

import dev.slipway.disk.DiskException;
import java.util.Locale;

/** How an image's clusters are made smaller. */
public enum Compression {
  /** Not at all: fastest to write, and larger. */
  NONE,
  /** Deflate (RFC 1951), which everything that knows qcow2 reads. */
  ZLIB,
  /** Zstandard (RFC 8878): less work for the same size; needs version 3 and QEMU 5.1 or newer. */
  ZSTD;

  /** Its name in commands. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that name. */
  public static Compression named(String label) throws DiskException {
    for (Compression compression : values()) {
      if (compression.label().equals(label)) {
        return compression;
      }
    }
    throw new DiskException(
        "'%s' is no compression of qcow2; there are none, zlib and zstd".formatted(label));
  }
}
