package dev.slipway.context.reader;

/** A value is not as it must be; the message says what is wrong, then what would be right. */
final class Fault extends Exception {
  private static final long serialVersionUID = 1;

  Fault(String message) {
    super(message);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
