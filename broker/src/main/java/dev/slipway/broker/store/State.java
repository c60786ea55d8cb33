package dev.slipway.broker.store;

import java.util.Locale;

/** How far an instance or a binding is. */
public enum State {
  CREATING,
  READY,
  UPDATING,
  DELETING,
  /** It was not made, and what was half made is removed or will be. */
  FAILED,
  /** It is gone. */
  DELETED;

  /** As the database has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static State of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Whether it is over: the same id can be made anew. */
  public boolean isOver() {
    return this == FAILED || this == DELETED;
  }
}
