package dev.slipway.broker;

import java.io.IOException;
import java.util.Optional;

/**
 * The broker does not do what was asked. The message says what, why, and what to do.
 *
 * <p>Source: Open Service Broker API 2.17, "Broker Errors".
 */
public final class BrokerException extends IOException {
  private static final long serialVersionUID = 1;

  /** What kind of refusal it is. */
  public enum Code {
    /** 400: a value that is missing or cannot be. */
    INVALID,
    /** 404: there is no such instance, binding or operation. */
    UNKNOWN,
    /** 409: it is there already, and is another one. */
    CONFLICT,
    /** 410: it is not there, as it was to be. */
    GONE,
    /** 422: what is asked takes long, and the client does not wait for what takes long. */
    ASYNC_REQUIRED("AsyncRequired"),
    /** 422: something else is being done to it. */
    CONCURRENCY("ConcurrencyError"),
    /** 422: the client and the catalog think of different versions. */
    MAINTENANCE_INFO("MaintenanceInfoConflict"),
    /** 422: a binding needs an application. */
    REQUIRES_APP("RequiresApp"),
    /** 422: the instance still has bindings. */
    BOUND("InstanceBound"),
    /** 422: no more instances of a plan are made. */
    CAPACITY("CapacityExceeded"),
    /** 422: an instance holds more than the plan that is asked for allows. */
    OVER_LIMIT("UsageOverLimit"),
    /** 422: the service does not do this. */
    UNSUPPORTED("NotSupported"),
    /** 503: the back end does not answer; later it may. */
    UNAVAILABLE,
    /** 500: the back end refused. */
    FAILED;

    private final Optional<String> word;

    Code() {
      this.word = Optional.empty();
    }

    Code(String word) {
      this.word = Optional.of(word);
    }

    /** What an answer has as its {@code error}. */
    public Optional<String> word() {
      return word;
    }
  }

  private final Code code;

  /** A refusal with its reason. */
  public BrokerException(Code code, String message) {
    super(message);
    this.code = code;
  }

  /** A refusal with its reason and what caused it. */
  public BrokerException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }

  /** What it says. */
  public String text() {
    return String.valueOf(getMessage());
  }
}
