package dev.slipway.disk;

import java.nio.file.Path;
import java.util.Map;

/**
 * A disk's file that was written.
 *
 * @param size the file's bytes, not the disk's
 * @param digests of the file, in lower-case hexadecimal digits, by Java's names of the algorithms
 */
public record DiskFile(Path path, long size, Map<String, String> digests) {
  /** Keeps a copy of the map. */
  public DiskFile {
    digests = Map.copyOf(digests);
  }

  /** Its SHA-256, where that was asked for. */
  public String sha256() {
    return digests.getOrDefault("SHA-256", "");
  }
}
