package dev.slipway.release.directory;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes a small file so that it is there whole, or as it was. */
public final class WholeFile {
  private WholeFile() {}

  /** Writes a text in UTF-8; folders that are missing are made. */
  public static void write(Path file, String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " has no folder");
    }
    Files.createDirectories(folder);
    Path begun = Files.createTempFile(folder, ".new-", "");
    try {
      Files.writeString(begun, text);
      Files.setPosixFilePermissions(begun, PosixFilePermissions.fromString("rw-r--r--"));
      try (FileChannel channel = FileChannel.open(begun, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(begun);
    }
  }
}
