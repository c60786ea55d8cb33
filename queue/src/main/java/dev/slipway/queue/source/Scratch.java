package dev.slipway.queue.source;

import dev.slipway.build.cache.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for looking at one submission, which goes with it. */
record Scratch(Path folder) implements AutoCloseable {
  static Scratch in(Path work) throws IOException {
    return new Scratch(Files.createTempDirectory(work, "look-"));
  }

  /** A file in it. */
  Path file(String name) {
    return folder.resolve(name);
  }

  /** A new folder in it. */
  Path folder(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  @Override
  public void close() throws IOException {
    Trees.delete(folder);
  }
}
