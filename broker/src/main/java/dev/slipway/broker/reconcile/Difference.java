package dev.slipway.broker.reconcile;

import java.util.Locale;

/**
 * Something that is written down and not there, or the reverse.
 *
 * @param name the back end's
 * @param id the platform's: of the instance, or instance and binding with a slash between; empty
 *     where it is not known
 */
public record Difference(Kind kind, String backend, String name, String id) {
  /** What is wrong. */
  public enum Kind {
    /** A database or the like that nobody has written down; another broker's, perhaps. */
    UNKNOWN_INSTANCE,
    /** A user or the like that nobody has written down; another broker's, perhaps. */
    UNKNOWN_BINDING,
    /** An instance whose database or the like is gone. */
    MISSING_INSTANCE,
    /** A binding whose user or the like is gone. */
    MISSING_BINDING;

    /** In small letters, with dashes. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
