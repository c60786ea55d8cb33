package dev.slipway.farm.ssh;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Something did not work on a host; the message says what, and what to do. */
public final class HostFailed extends IOException {
  private static final long serialVersionUID = 1;

  /** With a message for the user. */
  public HostFailed(String message) {
    super(message);
  }

  HostFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
