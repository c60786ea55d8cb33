package dev.slipway.release;

import dev.slipway.definition.Diagnostic;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Something was asked of a release that cannot be done, for a reason that the user can do something
 * about. The message says what, where, and what to do.
 */
public final class ReleaseException extends IOException {
  private static final long serialVersionUID = 1;

  /** What kind of fault it is. */
  public enum Code {
    /** Files of the release have mistakes. */
    MISTAKES,
    /** A value that cannot be. */
    INVALID,
    /** There is no such thing. */
    UNKNOWN,
    /** It is there already, or something else is in the way. */
    CONFLICT,
    /** An archive is not what it should be: damaged, too large, or made to do harm. */
    BAD_ARCHIVE,
    /** A file has another checksum than was written down. */
    WRONG_DIGEST,
    /** A blob store does not answer, or does not let in. */
    UNREACHABLE,
    /** A program that the release brings has failed. */
    FAILED
  }

  private final Code code;
  private final transient List<Diagnostic> diagnostics;

  /** A fault with its message. */
  public ReleaseException(Code code, String message) {
    super(message);
    this.code = code;
    this.diagnostics = List.of();
  }

  /** A fault with its message and what caused it. */
  public ReleaseException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.diagnostics = List.of();
  }

  /** Mistakes in files; the message is all of them, one a line. */
  public ReleaseException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
    this.code = Code.MISTAKES;
    this.diagnostics = List.copyOf(diagnostics);
  }

  public Code code() {
    return code;
  }

  /** The mistakes, where those are the fault. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
