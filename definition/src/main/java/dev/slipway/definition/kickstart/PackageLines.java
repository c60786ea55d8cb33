package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;
import dev.slipway.definition.kickstart.PackageChoice.Kind;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what stands in {@code %packages}: a package, group or environment a line. */
final class PackageLines {
  /** Names, patterns, versions, architectures, and streams of modules. */
  private static final Pattern PACKAGE =
      Pattern.compile("[A-Za-z0-9*?\\[][\\w.+*?:~^/()\\[\\]!-]*");

  private static final List<String> GROUP_OPTIONS = List.of("--nodefaults", "--optional");

  private final Problems problems;

  PackageLines(Problems problems) {
    this.problems = problems;
  }

  List<PackageChoice> read(List<String> lines, int first) {
    List<PackageChoice> choices = new ArrayList<>();
    for (int i = 0; i < lines.size() && !problems.isFull(); i++) {
      String line = lines.get(i);
      String text = line.split("#", 2)[0].strip();
      if (!text.isEmpty()) {
        int start = line.indexOf(text);
        Position at = new Position(first + i, line.codePointCount(0, start) + 1);
        choice(text, at).ifPresent(choices::add);
      }
    }
    return choices;
  }

  private Optional<PackageChoice> choice(String text, Position at) {
    if (text.length() > Lines.LONGEST) {
      problems.error(at, TooLong.TEXT);
      return Optional.empty();
    }
    boolean excluded = text.startsWith("-");
    String chosen = excluded ? text.substring(1) : text;
    if (chosen.startsWith("@^")) {
      return named(at, Kind.ENVIRONMENT, chosen.substring(2), excluded);
    }
    if (chosen.startsWith("@")) {
      return group(at, chosen.substring(1), excluded);
    }
    if (!PACKAGE.matcher(chosen).matches()) {
      problems.error(at, notPackage(text, chosen));
      return Optional.empty();
    }
    return Optional.of(new PackageChoice(at, Kind.PACKAGE, chosen, excluded));
  }

  private Optional<PackageChoice> group(Position at, String text, boolean excluded) {
    String[] pieces = text.split("\\s+(?=--)");
    Kind kind = Kind.GROUP;
    for (int i = 1; i < pieces.length; i++) {
      if (!GROUP_OPTIONS.contains(pieces[i])) {
        problems.error(
            at,
            "unknown option "
                + Quoted.of(pieces[i])
                + " of a group"
                + Nearest.to(pieces[i], GROUP_OPTIONS)
                    .map(near -> "; did you mean `" + near + "`?")
                    .orElse("; there are `--nodefaults` and `--optional`"));
      }
      kind = pieces[i].equals("--optional") ? Kind.GROUP_ALL : Kind.GROUP_MANDATORY;
    }
    return named(at, kind, pieces[0], excluded);
  }

  private Optional<PackageChoice> named(Position at, Kind kind, String name, boolean excluded) {
    if (name.isBlank()) {
      problems.error(at, "names no group; write it behind the @, as in @core");
      return Optional.empty();
    }
    return Optional.of(new PackageChoice(at, kind, name.strip(), excluded));
  }

  private static String notPackage(String text, String chosen) {
    String first = Lines.first(chosen);
    boolean several = first.length() < chosen.length() && PACKAGE.matcher(first).matches();
    if (several) {
      return Quoted.of(text) + " is more than one word; write one package a line";
    }
    return Quoted.of(text) + " is not a package, a @group or an @^environment";
  }
}
