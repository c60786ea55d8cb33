package dev.slipway.broker.catalog;

import dev.slipway.definition.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;

/** A catalog has mistakes. The message is all of them, one a line, each with its place. */
public final class CatalogException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Diagnostic> diagnostics;

  /** With its mistakes. */
  public CatalogException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
