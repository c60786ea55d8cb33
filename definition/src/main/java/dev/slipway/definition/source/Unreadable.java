package dev.slipway.definition.source;

import dev.slipway.definition.Position;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** A file, or a line of it, cannot be read any further than to this place. */
public final class Unreadable extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Position at;

  /** With what is wrong, then what would be right. */
  public Unreadable(Position at, String message) {
    super(message, null, false, false);
    this.at = at;
  }

  /** Where it ends. */
  public Position at() {
    return at;
  }

  /** What is wrong, then what would be right. */
  public String text() {
    return String.valueOf(getMessage());
  }

  /** Why, without the path, which is said already. */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
