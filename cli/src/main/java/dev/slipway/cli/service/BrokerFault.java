package dev.slipway.cli.service;

import java.io.IOException;

/** A broker does not do what was asked. The message says why and what to do. */
final class BrokerFault extends IOException {
  private static final long serialVersionUID = 1;

  /** What is known of it. */
  enum Sort {
    /** The request has never reached it. */
    UNREACHED,
    /** It has refused: nothing has changed. */
    REFUSED,
    /** Nobody knows what it has done. */
    UNCLEAR,
    /** It has begun, and has failed. */
    FAILED
  }

  private final Sort sort;
  private final int status;

  /**
   * With what is known.
   *
   * @param status the answer's; 0 where there was none
   */
  BrokerFault(Sort sort, int status, String message) {
    super(message);
    this.sort = sort;
    this.status = status;
  }

  Sort sort() {
    return sort;
  }

  int status() {
    return status;
  }

  /** Whether something may be there that nobody knows of. */
  boolean leavesOrphan() {
    return sort == Sort.UNCLEAR || sort == Sort.FAILED;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
