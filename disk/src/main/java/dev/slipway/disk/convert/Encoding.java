package dev.slipway.disk.convert;

import java.io.IOException;
import java.util.Optional;

/** How a disk is written as one file: a format and its options. Can be used again and again. */
public interface Encoding {
  /** How chunks are to be compressed for it, beside their bytes as they are. */
  default Optional<Packing> packing() {
    return Optional.empty();
  }

  /** Whether it goes back to what it wrote before, which a pipe does not let it. */
  default boolean patches() {
    return false;
  }

  /**
   * Whether the file begins with the disk's bytes as they are, all of them, so that its digests
   * need only be made of what follows.
   */
  default boolean beginsWithDisk() {
    return false;
  }

  /**
   * Begins a file.
   *
   * @param shape the disk that will come
   * @param output where to write, at its start
   */
  Encoder start(Shape shape, Output output) throws IOException;
}
