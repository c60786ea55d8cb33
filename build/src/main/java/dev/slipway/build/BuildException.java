package dev.slipway.build;

import java.io.IOException;

/**
 * A build cannot go on for a reason that the user can do something about. The message says what
 * failed, where, and what to do.
 */
public final class BuildException extends IOException {
  /** What kind of fault it is. */
  public enum Code {
    PACKAGES,
    DOWNLOAD,
    LOCK,
    SCRIPT,
    FILES,
    SECRET,
    DISK,
    SPACE,
    CACHE,
    CATALOG,
    TEST,
    TOOL
  }

  private final Code code;

  /** A fault with its message. */
  public BuildException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /** A fault with its message and what caused it. */
  public BuildException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
