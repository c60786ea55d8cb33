package dev.slipway.broker.backend;

import java.time.Duration;

/** A back end does not do what it was told. The message says which, and why; no secret is in it. */
public final class BackendException extends Exception {
  private static final long serialVersionUID = 1;

  /** Whose fault it is. */
  public enum Kind {
    /** It does not answer, or not in time: later it may. */
    UNAVAILABLE,
    /** It refuses. */
    REFUSED,
    /** It has begun, and is to be asked again: see {@link #going}. */
    GOING
  }

  private final Kind kind;
  private final Duration after;
  private final String goesOn;

  /** A fault with its reason. */
  public BackendException(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.after = Duration.ZERO;
    this.goesOn = "";
  }

  private BackendException(String message, Duration after, String goesOn) {
    super(message);
    this.kind = Kind.GOING;
    this.after = after;
    this.goesOn = goesOn;
  }

  /**
   * Not a fault: it has begun and takes long, and the same call is to be made again.
   *
   * @param after when to make it
   * @param goesOn what the call is to have in its {@link Origin#going} then; not secret
   */
  public static BackendException going(String message, Duration after, String goesOn) {
    return new BackendException(message, after, goesOn);
  }

  /** A fault with its reason and cause. */
  public BackendException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.after = Duration.ZERO;
    this.goesOn = "";
  }

  public Kind kind() {
    return kind;
  }

  /** When to call again, where it goes on. */
  public Duration after() {
    return after;
  }

  /** What to have in the call then. */
  public String goesOn() {
    return goesOn;
  }

  /** What it says. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
