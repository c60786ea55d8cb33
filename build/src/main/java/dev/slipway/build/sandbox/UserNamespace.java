package dev.slipway.build.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this program is root only within a user namespace of its own. */
final class UserNamespace {
  private static final boolean INSIDE = read();

  private UserNamespace() {}

  static boolean inside() {
    return INSIDE;
  }

  private static boolean read() {
    try {
      // The first namespace maps everybody to himself.
      String map = Files.readString(Path.of("/proc/self/uid_map")).strip();
      return !map.matches("0\\s+0\\s+4294967295");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
