package dev.slipway.queue;

import dev.slipway.definition.Diagnostic;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Something was asked of the build service that it does not do, for a reason that the user can do
 * something about. The message says what, where, and what to do.
 */
public final class QueueException extends IOException {
  /** What kind of fault it is. */
  public enum Code {
    /** A value that cannot be. */
    INVALID,
    /** The definition has mistakes. */
    DEFINITION,
    /** There is no such thing, or whoever asks may not see it. */
    UNKNOWN,
    /** Whoever asks may see it, but not do this to it. */
    FORBIDDEN,
    /** It cannot be done in the state that things are in. */
    CONFLICT,
    /** There is no room for it. */
    SPACE,
    /** It is larger than is allowed. */
    TOO_LARGE,
    /** Something outside of the service does not work: a broker, a repository, a destination. */
    UNREACHABLE,
    /** It is understood but not done here. */
    UNSUPPORTED,
    /** A configuration has mistakes. */
    CONFIGURATION
  }

  private final Code code;
  private final transient List<Diagnostic> diagnostics;

  /** A fault with its message. */
  public QueueException(Code code, String message) {
    super(message);
    this.code = code;
    this.diagnostics = List.of();
  }

  /** A fault of a file that was sent, which is all of its diagnostics. */
  public QueueException(Code code, List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
    this.code = code;
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** A fault with its message and what caused it. */
  public QueueException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.diagnostics = List.of();
  }

  public Code code() {
    return code;
  }

  /** What is wrong with a file that was sent, where that is the fault. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
