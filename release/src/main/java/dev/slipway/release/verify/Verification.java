package dev.slipway.release.verify;

import dev.slipway.definition.Diagnostic;
import dev.slipway.definition.Severity;
import dev.slipway.release.ReleaseException;
import java.util.List;

/**
 * What was found.
 *
 * @param found errors and warnings, by the files that they are in
 */
public record Verification(List<Diagnostic> found) {
  public Verification {
    found = List.copyOf(found);
  }

  /** What a release cannot be used with. */
  public List<Diagnostic> errors() {
    return found.stream().filter(d -> d.severity() == Severity.ERROR).toList();
  }

  /** What is probably not meant. */
  public List<Diagnostic> warnings() {
    return found.stream().filter(d -> d.severity() == Severity.WARNING).toList();
  }

  /**
   * Goes on where there are no errors.
   *
   * @throws ReleaseException with all of them
   */
  public void refuseErrors() throws ReleaseException {
    if (!errors().isEmpty()) {
      throw new ReleaseException(errors());
    }
  }
}
