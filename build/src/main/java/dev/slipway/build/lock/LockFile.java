package dev.slipway.build.lock;

import dev.slipway.build.BuildException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A lock file: the locks of an image's architectures, a line a package, so that two of them can be
 * compared line by line.
 */
public final class LockFile {
  private static final String HEADING =
      """
      # Exactly which packages the image is made of. `slipway image build` writes this file and
      # keeps to it; `--update` resolves anew. Commit it.
      slipway-lock 1
      """;

  private LockFile() {}

  /**
   * Reads a lock file.
   *
   * @return the locks by architecture; none where there is no file
   * @throws BuildException naming the line that cannot be read
   */
  public static SortedMap<String, Lock> read(Path file) throws IOException {
    SortedMap<String, Lock> locks = new TreeMap<>();
    if (!Files.exists(file)) {
      return locks;
    }
    if (Files.size(file) > 16 << 20) {
      throw fault(file, 1, "it has over 16 MiB, which no lock file has");
    }
    List<String> lines = lines(file);
    Part part = null;
    boolean version = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (!version) {
        version = line.equals("slipway-lock 1");
        if (!version) {
          throw fault(file, i + 1, "expected `slipway-lock 1`");
        }
        continue;
      }
      String[] words = line.split(" ");
      if (words[0].equals("architecture") && words.length == 2 && words[1].matches("[a-z0-9]+")) {
        if (part != null) {
          locks.put(part.architecture, part.lock(file));
        }
        if (locks.containsKey(words[1])) {
          throw fault(file, i + 1, "there is a part for " + words[1] + " already");
        }
        part = new Part(words[1], i + 1);
      } else if (part == null || !part.take(words)) {
        throw fault(file, i + 1, "cannot be understood: `" + line + "`");
      }
    }
    if (part != null) {
      locks.put(part.architecture, part.lock(file));
    }
    return locks;
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw fault(file, 1, "it is no text");
    }
  }

  /** Writes a lock file: aside, then in its place. */
  public static void write(Path file, SortedMap<String, Lock> locks) throws IOException {
    StringBuilder text = new StringBuilder(HEADING);
    locks.values().forEach(lock -> text.append('\n').append(lock.text()));
    String name = "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part";
    Path aside = file.resolveSibling(name);
    Files.writeString(aside, text);
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static BuildException fault(Path file, int line, String what) {
    return new BuildException(
        BuildException.Code.LOCK,
        file
            + ":"
            + line
            + ": error: "
            + what
            + "; restore the file, or remove it to resolve the packages anew");
  }

  private static final class Part {
    private final String architecture;
    private final int line;
    private final SortedMap<String, String> repositories = new TreeMap<>();
    private final List<LockedPackage> packages = new ArrayList<>();
    private String inputs = "";
    private @Nullable Instant time;

    Part(String architecture, int line) {
      this.architecture = architecture;
      this.line = line;
    }

    boolean take(String[] words) {
      try {
        switch (words[0]) {
          case "inputs" -> inputs = words[1];
          case "time" -> time = Instant.parse(words[1]);
          case "repository" -> repositories.put(words[1], words[2]);
          case "package" -> packages.add(locked(words, LockedPackage.Role.IMAGE));
          case "tool" -> packages.add(locked(words, LockedPackage.Role.TOOL));
          default -> {
            return false;
          }
        }
        return true;
      } catch (ArrayIndexOutOfBoundsException | DateTimeParseException | NumberFormatException e) {
        return false;
      }
    }

    private LockedPackage locked(String[] w, LockedPackage.Role role) {
      boolean right =
          w.length == 8
              && w[1].matches("[a-z0-9][a-z0-9+.-]+")
              && w[4].matches("[0-9]+")
              && w[5].matches("[0-9a-f]{64}")
              && repositories.containsKey(w[6])
              && !w[7].startsWith("/")
              && !w[7].contains("..");
      if (!right) {
        throw new NumberFormatException("not a package line");
      }
      for (LockedPackage other : packages) {
        if (other.name().equals(w[1]) && other.architecture().equals(w[3])) {
          throw new NumberFormatException("a package twice");
        }
      }
      return new LockedPackage(w[1], w[2], w[3], role, Long.parseLong(w[4]), w[5], w[6], w[7]);
    }

    Lock lock(Path file) throws BuildException {
      if (inputs.isEmpty() || time == null || packages.isEmpty()) {
        throw fault(file, line, "the part for " + architecture + " is not whole");
      }
      return new Lock(architecture, inputs, time, repositories, packages);
    }
  }
}
