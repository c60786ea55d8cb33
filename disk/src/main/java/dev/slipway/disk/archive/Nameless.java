package dev.slipway.disk.archive;

import dev.slipway.disk.DiskException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes temporary files that are gone when their channel is closed, or the process ends. */
final class Nameless {
  private Nameless() {}

  /**
   * Makes one.
   *
   * @param folder where its bytes take room
   */
  static FileChannel create(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new DiskException(
          folder + " is no folder, so that no temporary file can be made there");
    }
    Path file = Files.createTempFile(folder, ".slipway-", ".tmp");
    try {
      // On Unix the name goes at once, and the bytes with the last descriptor.
      return FileChannel.open(
          file,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }
}
