package dev.slipway.database;

import java.io.IOException;

/** A database cannot be opened. The message says which, without what may be secret, and why. */
public final class DatabaseException extends IOException {
  private static final long serialVersionUID = 1;

  /** Whether it can be reached, but is not this program's. */
  private final boolean foreign;

  DatabaseException(String message, boolean foreign, Throwable cause) {
    super(message, cause);
    this.foreign = foreign;
  }

  /** Whether its schema is another program's, or a newer one's; otherwise it is not reached. */
  public boolean isForeign() {
    return foreign;
  }
}
