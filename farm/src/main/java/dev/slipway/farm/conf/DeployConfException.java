package dev.slipway.farm.conf;

import java.util.List;

/** A deploy.conf is not as it must be. */
public final class DeployConfException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Diagnostic> diagnostics;

  DeployConfException(List<Diagnostic> diagnostics) {
    super(String.join("\n", diagnostics.stream().map(Diagnostic::toString).toList()));
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** How many mistakes there are, each of which is a line of the message. */
  public int count() {
    return diagnostics.size();
  }
}
