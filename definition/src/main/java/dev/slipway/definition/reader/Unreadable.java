package dev.slipway.definition.reader;

import dev.slipway.definition.Position;

/** A file cannot be read any further than to this place. */
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Position at;

  Unreadable(Position at, String message) {
    super(message, null, false, false);
    this.at = at;
  }

  Position at() {
    return at;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
