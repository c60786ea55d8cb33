package dev.slipway.cli.service;

import java.time.Duration;

/** How far an operation is. */
sealed interface Going {
  /** It goes on. */
  record InProgress(String description, Duration pause) implements Going {}

  /** It has ended well. */
  record Succeeded() implements Going {}

  /** It has not. */
  record Failed(String description) implements Going {}

  /** The broker does not say. */
  record Unknown(BrokerFault fault, Duration pause) implements Going {}
}
