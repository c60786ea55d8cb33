package dev.slipway.farm.conf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a file. */
final class Problems {
  private final String file;
  private final List<Diagnostic> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(int line, int column, String message) {
    found.add(new Diagnostic(file, line, column, message));
  }

  /** About a value; `%s` stands for its key. */
  void ofValue(Entry entry, String message) {
    add(entry.line(), entry.valueColumn(), "`" + entry.key() + "` " + message);
  }

  void throwIfAny() throws DeployConfException {
    if (!found.isEmpty()) {
      found.sort(Comparator.comparingInt(Diagnostic::line).thenComparingInt(Diagnostic::column));
      throw new DeployConfException(found);
    }
  }
}
