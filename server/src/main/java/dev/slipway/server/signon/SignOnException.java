package dev.slipway.server.signon;

import org.jspecify.annotations.Nullable;

/** Somebody was not signed on. The message says why, and may be shown. */
public final class SignOnException extends Exception {
  private static final long serialVersionUID = 1;

  /** Whose fault it is. */
  public enum Kind {
    /** The user may not. */
    REFUSED,
    /** The issuer or the platform does not answer, or not as the protocol has it. */
    UNAVAILABLE
  }

  private final Kind kind;

  SignOnException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  SignOnException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Whose fault it is. */
  public Kind kind() {
    return kind;
  }
}
