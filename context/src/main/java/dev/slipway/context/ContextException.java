package dev.slipway.context;

import java.util.List;

/** A context is not as it must be, or cannot be written in the form that is asked for. */
public final class ContextException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Diagnostic> diagnostics;

  /** With everything that is wrong, at least one thing. */
  public ContextException(List<Diagnostic> diagnostics) {
    super(String.join("\n", diagnostics.stream().map(Diagnostic::toString).toList()));
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** With one thing that is wrong with a whole file or folder. */
  public ContextException(String file, String message) {
    this(List.of(new Diagnostic(file, 0, 0, message)));
  }

  /** What is wrong, in the file's order. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
