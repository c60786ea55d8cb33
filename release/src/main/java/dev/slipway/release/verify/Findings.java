package dev.slipway.release.verify;

import dev.slipway.definition.Diagnostic;
import dev.slipway.definition.source.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Gathers what is wrong with the files of a release. */
final class Findings {
  private final Map<String, Problems> files = new LinkedHashMap<>();
  private final List<Diagnostic> others = new ArrayList<>();

  /** What is wrong with one file. */
  Problems of(String file) {
    return files.computeIfAbsent(file, Problems::new);
  }

  /** What somebody else found. */
  void addAll(Collection<Diagnostic> found) {
    others.addAll(found);
  }

  Verification verification() {
    List<Diagnostic> all = new ArrayList<>(others);
    files.values().forEach(each -> all.addAll(each.list()));
    return new Verification(List.copyOf(new LinkedHashSet<>(all)));
  }
}
