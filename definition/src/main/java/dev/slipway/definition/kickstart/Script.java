package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;
import java.util.Optional;

/**
 * A script that the installation runs.
 *
 * @param inside whether it runs in the installed system, not beside it
 * @param log the file that its output goes to
 * @param stops whether the installation ends where it fails
 * @param body with a line feed at each line's end; passwords may be in it
 */
public record Script(
    Position at,
    Moment moment,
    String interpreter,
    boolean inside,
    Optional<String> log,
    boolean stops,
    String body)
    implements Part {
  /** When a script runs. */
  public enum Moment {
    /** {@code %pre}: before anything else. */
    BEFORE,
    /** {@code %pre-install}: when the file systems are there. */
    BEFORE_INSTALL,
    /** {@code %post}: when the packages are there. */
    AFTER,
    /** {@code %onerror}: when the installation fails. */
    ON_ERROR,
    /** {@code %traceback}: when the installer itself fails. */
    ON_CRASH
  }

  @Override
  public String toString() {
    return "Script[at=%s, moment=%s, interpreter=%s, inside=%s, log=%s, stops=%s, lines=%d]"
        .formatted(at, moment, interpreter, inside, log, stops, body.lines().count());
  }
}
