package dev.slipway.cli;

/** A command was used wrongly; the message says how it would be right. Exit status 2. */
public final class UsageException extends RuntimeException {
  /** With a message for the user. */
  public UsageException(String message) {
    super(message);
  }
}
