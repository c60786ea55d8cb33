package dev.slipway.queue.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Keeps files that are written once. A key is words with slashes between, of letters, digits and
 * {@code . _ + ~ -}, as in {@code builds/17/1/web_v1.4.amd64.qcow2}.
 */
public interface Storage {
  /**
   * Keeps a file; nobody sees it before all of it is there. One of the same key is replaced.
   *
   * @param content is read to its end and not closed
   * @param size in bytes
   * @return SHA-256 of what was kept, in hexadecimal digits
   * @throws IOException where it cannot be kept, or the content has another size; nothing is kept
   */
  String put(String key, InputStream content, long size) throws IOException;

  /**
   * Keeps a file of this machine whose SHA-256 is known. The file may be gone afterwards: a storage
   * on the same disk takes it as it is.
   *
   * @throws IOException where it cannot be kept; nothing is kept
   */
  default void take(String key, Path file, String sha256) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      if (!put(key, in, Files.size(file)).equals(sha256)) {
        remove(key);
        throw new IOException(file + " has changed since it was written");
      }
    }
  }

  /**
   * Reads a part of a file.
   *
   * @param offset in bytes
   * @param length in bytes
   * @throws java.io.FileNotFoundException where there is none
   */
  InputStream read(String key, long offset, long length) throws IOException;

  /** Removes the files whose keys begin with a prefix that ends in a slash. */
  void removeAll(String prefix) throws IOException;

  /** Removes a file, where it is there. */
  void remove(String key) throws IOException;

  /**
   * A file that is kept.
   *
   * @param size in bytes
   * @param modified when it was put
   */
  record Stored(String key, long size, Instant modified) {}

  /** The files whose keys begin with a prefix that ends in a slash, in no order. */
  List<Stored> list(String prefix) throws IOException;

  /** How many bytes it takes yet; {@link Long#MAX_VALUE} where nobody knows. */
  long free() throws IOException;
}
