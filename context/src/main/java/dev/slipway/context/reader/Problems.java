package dev.slipway.context.reader;

import dev.slipway.context.ContextException;
import dev.slipway.context.Diagnostic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** What is wrong with a file, collected while it is read. */
final class Problems {
  private final String file;
  private final List<Diagnostic> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void error(Node node, String message) {
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    int column = node.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
    error(line, column, message);
  }

  void error(int line, int column, String message) {
    found.add(new Diagnostic(file, line, column, message));
  }

  List<Diagnostic> found() {
    return found;
  }

  void throwIfAny() throws ContextException {
    if (!found.isEmpty()) {
      found.sort(
          Comparator.comparing(Diagnostic::file)
              .thenComparingInt(Diagnostic::line)
              .thenComparingInt(Diagnostic::column));
      throw new ContextException(found);
    }
  }
}
