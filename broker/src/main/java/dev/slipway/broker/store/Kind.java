package dev.slipway.broker.store;

import java.util.Locale;

/** What is done. */
public enum Kind {
  PROVISION,
  UPDATE,
  DEPROVISION,
  BIND,
  UNBIND;

  /** As the database has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Kind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
