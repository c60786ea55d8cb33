package dev.slipway.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of servers that tests start. */
public final class Folders {
  private static final Path MEMORY = Path.of("/dev/shm");

  private Folders() {}

  /** A new one, in memory where that is possible: making a server's files takes a fifth there. */
  public static Path create(String name) throws IOException {
    return Files.isWritable(MEMORY)
        ? Files.createTempDirectory(MEMORY, name)
        : Files.createTempDirectory(name);
  }

  /** Removes one with all that is in it. */
  public static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }

  /** Whether tests run as root, which some servers do not. */
  public static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
