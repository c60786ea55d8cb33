package dev.slipway.disk;

import java.io.IOException;

/**
 * A disk, or what is to be written to it, is not as it must be. The message names the thing, the
 * place in it and what would be right.
 */
public final class DiskException extends IOException {
  /** With a message for the user. */
  public DiskException(String message) {
    super(message);
  }
}
