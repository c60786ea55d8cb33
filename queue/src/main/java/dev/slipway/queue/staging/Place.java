package dev.slipway.queue.staging;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A folder at a destination, which is connected to. A path is words with slashes between, below the
 * folder; its own folders are made where they are not there.
 */
interface Place extends AutoCloseable {
  /**
   * Writes a file where none is. Where the protocol can, nobody sees it before all of it is there.
   */
  void write(String path, Item item) throws IOException, InterruptedException;

  /** How many bytes a file has; empty where there is none. */
  OptionalLong size(String path) throws IOException, InterruptedException;

  /** SHA-256 of a file as it is there; empty where the protocol cannot tell. */
  default Optional<String> sha256(String path) throws IOException {
    return Optional.empty();
  }

  /** Removes a file. */
  void remove(String path) throws IOException, InterruptedException;

  @Override
  void close();
}
