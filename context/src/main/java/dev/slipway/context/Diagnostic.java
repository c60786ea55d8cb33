package dev.slipway.context;

/**
 * One thing that is wrong with a context.
 *
 * @param file its path as the user gave it
 * @param line from 1; 0 for the whole file
 * @param column from 1; 0 for the whole file
 * @param message what is wrong, then what would be right
 */
public record Diagnostic(String file, int line, int column, String message) {
  /** As compilers print it: {@code context.yml:3:1: error: unknown key `hostnme`; …}. */
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    return place + ": error: " + message;
  }
}
