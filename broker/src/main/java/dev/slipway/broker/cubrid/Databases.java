package dev.slipway.broker.cubrid;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.backend.GivenName;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which databases there are, and where. CUBRID's names of databases have 17 bytes at the most, so
 * that an instance's name does not fit; its folder has it whole, and tells whose a database is.
 *
 * <p>Source: CUBRID's manual, "databases.txt": {@code db-name vol-path db-host log-path
 * lob-base-path}, and lines of comment that begin with {@code #}.
 */
final class Databases {
  private static final int DIGITS = 16;

  private final Path folder;

  Databases(Path folder) {
    this.folder = folder;
  }

  /** A database's name: half of an instance's digits, 64 bits. */
  static String name(String instance) {
    return "i" + GivenName.checked(instance).substring(2, 2 + DIGITS);
  }

  /** Where an instance's files are. */
  Path place(String instance) {
    return folder.resolve(GivenName.checked(instance));
  }

  /**
   * Whether an instance's database is there.
   *
   * @throws BackendException where a database of its name is another's
   */
  boolean has(String instance) throws BackendException {
    Path there = registered().get(name(instance));
    if (there != null && !there.equals(place(instance))) {
      throw new BackendException(
          Kind.REFUSED,
          "a CUBRID database named " + name(instance) + " is in " + there + " already");
    }
    return there != null;
  }

  private Map<String, Path> registered() throws BackendException {
    Path file = folder.resolve("databases.txt");
    if (!Files.exists(file)) {
      return Map.of();
    }
    Map<String, Path> found = new HashMap<>();
    for (String line : read(file)) {
      List<String> words = List.of(line.strip().split("\\s+"));
      if (words.size() > 1 && !line.startsWith("#")) {
        found.put(words.get(0), Path.of(words.get(1)).normalize());
      }
    }
    return found;
  }

  private static List<String> read(Path file) throws BackendException {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw fault("cannot be read", file, e);
    }
  }

  /** Names of instances that have a folder, half-made and half-removed ones too. */
  Set<String> instances() throws BackendException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString())
          .filter(GivenName::isInstance)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw fault("cannot be read", folder, e);
    }
  }

  /** Makes an instance's folder, empty. */
  void make(String instance) throws BackendException {
    remove(instance);
    try {
      Files.createDirectories(place(instance));
    } catch (IOException e) {
      throw fault("cannot be made", place(instance), e);
    }
  }

  /** Removes an instance's folder and what is in it. */
  void remove(String instance) throws BackendException {
    Path place = place(instance);
    if (!Files.exists(place)) {
      return;
    }
    try {
      Files.walkFileTree(place, new Removal());
    } catch (IOException e) {
      throw fault("cannot be removed", place, e);
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path within, @Nullable IOException thrown)
        throws IOException {
      if (thrown != null) {
        throw thrown;
      }
      Files.delete(within);
      return FileVisitResult.CONTINUE;
    }
  }

  private static BackendException fault(String what, Path file, IOException e) {
    return new BackendException(Kind.REFUSED, file + " " + what + ": " + e.getMessage(), e);
  }
}
