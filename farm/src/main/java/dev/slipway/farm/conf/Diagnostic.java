package dev.slipway.farm.conf;

/**
 * One thing that is wrong with a deploy.conf.
 *
 * @param file its path as the user gave it
 * @param line from 1; 0 for the whole file
 * @param column from 1; 0 for the whole file
 * @param message what is wrong, then what would be right
 */
record Diagnostic(String file, int line, int column, String message) {
  /** As compilers print it. */
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    return place + ": error: " + message;
  }
}
