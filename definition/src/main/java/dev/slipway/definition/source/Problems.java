package dev.slipway.definition.source;

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
public final class Problems {
  private static final int LIMIT = 100;
  private static final int FULL = 1000;

  private final String file;
  private final List<Diagnostic> found = new ArrayList<>();
  private int errors;

  /** With the file's path as the user gave it. */
  public Problems(String file) {
    this.file = file;
  }

  /** Something that has to be put right. */
  public void error(Position at, String message) {
    errors++;
    found.add(new Diagnostic(Severity.ERROR, file, at, message));
  }

  /** Something that is probably not meant. */
  public void warning(Position at, String message) {
    found.add(new Diagnostic(Severity.WARNING, file, at, message));
  }

  /** Something that is there a second time, by a key of what it is. */
  public <T> void repeated(List<Located<T>> list, Function<T, String> key, String what) {
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

  /** Whether one of them has to be put right. */
  public boolean hasErrors() {
    return errors > 0;
  }

  /** Whether there are so many that looking for more helps nobody. */
  public boolean isFull() {
    return found.size() >= FULL;
  }

  /** All of them by their place; where there are very many, the first hundred. */
  public List<Diagnostic> list() {
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
