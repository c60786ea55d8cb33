package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;

/** A word of a line, without its quotes. It may be a password, so that its text is not shown. */
record Word(String text, Position at) {
  @Override
  public String toString() {
    return "Word[at=" + at + "]";
  }
}
