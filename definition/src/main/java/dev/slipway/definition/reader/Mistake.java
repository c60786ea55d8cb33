package dev.slipway.definition.reader;

/** One value is not as it must be. The message says what is wrong, then what would be right. */
final class Mistake extends Exception {
  private static final long serialVersionUID = 1;

  Mistake(String message) {
    super(message, null, false, false);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
