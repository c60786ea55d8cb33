package dev.slipway.definition.submission;

import dev.slipway.definition.Diagnostic;
import dev.slipway.definition.Position;
import dev.slipway.definition.Severity;
import dev.slipway.definition.imagebuild.ImageBuildReader;
import dev.slipway.definition.kickstart.KickstartReader;
import dev.slipway.definition.reader.DefinitionReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What was handed in to be built.
 *
 * @param kind by the file's name
 * @param file the one that says what is to be built
 */
public record Submission(Kind kind, Path file) {
  private static final Pattern KICKSTART = Pattern.compile(".*\\.ks|(.*[-_])?ks\\.cfg");
  private static final Pattern IMAGE_BUILD = Pattern.compile("(.*[-_])?imagebuild\\.conf");
  private static final String NOT_YET =
      "parsed without mistakes; building RPM-based systems is not there yet:"
          + " Debian is built, from a slipway.yml";

  /** What is known. */
  public enum Kind {
    /** A slipway.yml, or what {@link DefinitionReader} explains. */
    DEFINITION,
    /** A kickstart file. */
    KICKSTART,
    /** An imagebuild.conf. */
    IMAGE_BUILD
  }

  /** Tells what a file, or the folder that it is in, is; a slipway.yml comes first. */
  public static Submission of(Path folderOrFile) {
    if (!Files.isDirectory(folderOrFile)) {
      return new Submission(kind(name(folderOrFile)), folderOrFile);
    }
    Path definition = folderOrFile.resolve(DefinitionReader.FILE_NAME);
    if (Files.exists(definition)) {
      return new Submission(Kind.DEFINITION, definition);
    }
    return inside(folderOrFile, name -> kind(name) == Kind.IMAGE_BUILD)
        .or(() -> inside(folderOrFile, name -> kind(name) == Kind.KICKSTART))
        .orElse(new Submission(Kind.DEFINITION, definition));
  }

  /**
   * Why it cannot be built: what is wrong with it, or else that nothing builds it yet. A definition
   * is not looked at: {@link DefinitionReader} does that.
   */
  public List<Diagnostic> refusal() {
    return switch (kind) {
      case DEFINITION -> List.of();
      case KICKSTART -> notYet(new KickstartReader().read(file).diagnostics());
      case IMAGE_BUILD -> notYet(new ImageBuildReader().read(file).diagnostics());
    };
  }

  /** Whether all that keeps it from being built is that nothing builds its kind yet. */
  public boolean isNotYetBuilt() {
    List<Diagnostic> refusal = refusal();
    return !refusal.isEmpty() && refusal.getLast().message().equals(NOT_YET);
  }

  private List<Diagnostic> notYet(List<Diagnostic> found) {
    if (found.stream().anyMatch(one -> one.severity() == Severity.ERROR)) {
      return found;
    }
    List<Diagnostic> all = new ArrayList<>(found);
    all.add(new Diagnostic(Severity.ERROR, file.toString(), Position.WHOLE_FILE, NOT_YET));
    return List.copyOf(all);
  }

  private static Optional<Submission> inside(Path folder, Predicate<String> wanted) {
    String[] names = Optional.ofNullable(folder.toFile().list()).orElse(new String[0]);
    return Arrays.stream(names)
        .sorted()
        .filter(wanted)
        .findFirst()
        .map(name -> new Submission(kind(name), folder.resolve(name)));
  }

  private static Kind kind(String name) {
    if (KICKSTART.matcher(name).matches()) {
      return Kind.KICKSTART;
    }
    return IMAGE_BUILD.matcher(name).matches() ? Kind.IMAGE_BUILD : Kind.DEFINITION;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
