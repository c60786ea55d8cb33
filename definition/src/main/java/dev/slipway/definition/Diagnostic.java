package dev.slipway.definition;

/**
 * One thing that is wrong with a definition.
 *
 * @param severity whether it can be built nevertheless
 * @param file the definition's path as the user gave it
 * @param at where in that file
 * @param message what is wrong, then what would be right
 */
public record Diagnostic(Severity severity, String file, Position at, String message) {
  /** As compilers print it: {@code slipway.yml:12:3: error: unknown key `pakages`; …}. */
  @Override
  public String toString() {
    String place = at.line() == 0 ? file : file + ":" + at.line() + ":" + at.column();
    return place + ": " + severity.word() + ": " + message;
  }
}
