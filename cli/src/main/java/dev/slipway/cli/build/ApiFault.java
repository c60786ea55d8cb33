package dev.slipway.cli.build;

import java.io.IOException;
import java.util.List;

/** The server has answered, and does not do what was asked. */
final class ApiFault extends IOException {
  private final int status;
  private final transient List<String> mistakes;

  ApiFault(int status, String message, List<String> mistakes) {
    super(message);
    this.status = status;
    this.mistakes = List.copyOf(mistakes);
  }

  /** A definition's mistakes, a line each. */
  List<String> mistakes() {
    return mistakes;
  }

  /** The status of the answer. */
  int status() {
    return status;
  }

  /** Whether the same may be answered otherwise soon. */
  boolean isPassing() {
    return status >= 500 && status != 507 || status == 429;
  }
}
