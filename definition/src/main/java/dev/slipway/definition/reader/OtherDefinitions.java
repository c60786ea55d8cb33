package dev.slipway.definition.reader;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says what is there in place of a slipway.yml. */
final class OtherDefinitions {
  /** Definitions of veewee, Anaconda, Debian's installer and imagebuild. */
  private static final Pattern NOT_YET =
      Pattern.compile(
          "definition\\.rb|.*\\.ks|ks\\.cfg|.*\\.preseed|preseed\\.cfg|imagebuild\\.conf");

  private OtherDefinitions() {}

  /** Whether there is a file, and none that is known to be something else; otherwise says so. */
  static boolean isReadable(Path file, Problems problems) {
    String name = String.valueOf(file.getFileName());
    if (!Files.exists(file)) {
      problems.error(Position.WHOLE_FILE, "there is no such file" + hint(file));
      return false;
    }
    if (!Files.isRegularFile(file)) {
      problems.error(Position.WHOLE_FILE, "is not a file; name a folder or its slipway.yml");
      return false;
    }
    if (NOT_YET.matcher(name).matches()) {
      problems.error(Position.WHOLE_FILE, notYet(name));
      return false;
    }
    return true;
  }

  private static String hint(Path file) {
    Path parent = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    String[] names = parent.toFile().list();
    if (names == null) {
      return "; the folder is not there either";
    }
    Arrays.sort(names);
    return Arrays.stream(names)
        .filter(name -> name.equals("slipway.yaml"))
        .map(name -> "; rename " + name + " to slipway.yml")
        .findFirst()
        .or(() -> other(names).map(name -> "; " + notYet(name)))
        .orElse("; a definition's folder has a slipway.yml, which begins with name: debian");
  }

  private static Optional<String> other(String[] names) {
    return Arrays.stream(names).filter(name -> NOT_YET.matcher(name).matches()).findFirst();
  }

  private static String notYet(String name) {
    return name + " is not read yet: write a slipway.yml beside it";
  }
}
