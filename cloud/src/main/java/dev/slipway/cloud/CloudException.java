package dev.slipway.cloud;

import java.io.IOException;

/**
 * A fault that the user can mend: the message names the thing, the place and the remedy, the code
 * says of which kind it is.
 */
public final class CloudException extends IOException {
  /** Kinds of faults. */
  public enum Code {
    /** A value is out of its range or does not fit the others. */
    BAD_VALUE,
    /** A file, bridge or program that is named is not there. */
    MISSING,
    /** Something of this name, or with this UUID, is there already. */
    TAKEN,
    /** No instance has this name. */
    UNKNOWN,
    /** It must not be running for this. */
    RUNNING,
    /** It must be running for this. */
    STOPPED,
    /** Somebody else is using it. */
    BUSY,
    /** QEMU or libvirt did not do what it was asked. */
    FAILED
  }

  private final Code code;

  /** With a message for the user. */
  public CloudException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /** With a message for the user and what led to it. */
  public CloudException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** Of which kind the fault is. */
  public Code code() {
    return code;
  }
}
