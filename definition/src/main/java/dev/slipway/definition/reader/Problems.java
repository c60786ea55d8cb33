package dev.slipway.definition.reader;

import dev.slipway.definition.Diagnostic;
import dev.slipway.definition.Position;
import dev.slipway.definition.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Gathers what is wrong with one file. */
final class Problems {
  private static final int LIMIT = 100;

  private final String file;
  private final List<Diagnostic> found = new ArrayList<>();
  private int errors;

  Problems(String file) {
    this.file = file;
  }

  void error(Position at, String message) {
    errors++;
    found.add(new Diagnostic(Severity.ERROR, file, at, message));
  }

  void warning(Position at, String message) {
    found.add(new Diagnostic(Severity.WARNING, file, at, message));
  }

  /** Something that is there a second time, by a key of what it is. */
  <T> void repeated(List<Located<T>> list, Function<T, String> key, String what) {
    Map<String, Position> first = new HashMap<>();
    for (Located<T> one : list) {
      String name = key.apply(one.value());
      Position earlier = first.putIfAbsent(name, one.at());
      if (earlier != null) {
        error(
            one.at(),
            what + " " + Quoted.of(name) + " is already in line " + earlier.line() + "; keep one");
      }
    }
  }

  boolean hasErrors() {
    return errors > 0;
  }

  /** All of them by their place; where there are very many, the first hundred. */
  List<Diagnostic> list() {
    List<Diagnostic> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparing(Diagnostic::at));
    if (sorted.size() <= LIMIT) {
      return List.copyOf(sorted);
    }
    List<Diagnostic> kept = new ArrayList<>(sorted.subList(0, LIMIT));
    int more = sorted.size() - LIMIT;
    Severity severity = hasErrors() ? Severity.ERROR : Severity.WARNING;
    kept.add(
        new Diagnostic(
            severity,
            file,
            sorted.get(LIMIT).at(),
            "and " + more + " more; put these right first"));
    return List.copyOf(kept);
  }
}
