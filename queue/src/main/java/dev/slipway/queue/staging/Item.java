package dev.slipway.queue.staging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file that is published.
 *
 * @param size in bytes
 * @param sha256 in hexadecimal digits
 */
record Item(String name, long size, String sha256, Content content) {
  /** What is in a file; it can be read again. */
  interface Content {
    InputStream open() throws IOException;
  }

  /** A small file. */
  static Item of(String name, byte[] bytes) {
    return new Item(name, bytes.length, Digests.of(bytes), () -> new ByteArrayInputStream(bytes));
  }
}
