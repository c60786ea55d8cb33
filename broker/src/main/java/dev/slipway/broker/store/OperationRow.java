package dev.slipway.broker.store;

import java.time.Instant;
import java.util.Optional;

/**
 * An operation's row.
 *
 * @param binding empty for an instance's own
 * @param plan what the instance is to have
 * @param parameters what the instance is to have
 * @param code of the refusal, where it failed
 * @param asker who asked
 * @param maintenance the version of the plan that is asked for; else empty
 * @param going what its back end is asked for again, where it goes on there; else empty
 */
public record OperationRow(
    String id,
    String instance,
    String binding,
    Kind kind,
    Status status,
    String plan,
    String parameters,
    Optional<String> code,
    Optional<String> description,
    Asker asker,
    String maintenance,
    String going,
    Instant beganAt,
    Optional<Instant> endedAt) {
  /** How far it is. */
  public enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED
  }

  /**
   * The same when it is over.
   *
   * @param why of the refusal, where it failed
   * @param text that says so to people
   */
  public OperationRow ended(Optional<String> why, Optional<String> text, Instant at) {
    return new OperationRow(
        id,
        instance,
        binding,
        kind,
        why.isPresent() ? Status.FAILED : Status.SUCCEEDED,
        plan,
        parameters,
        why,
        text,
        asker,
        maintenance,
        going,
        beganAt,
        Optional.of(at));
  }

  /** Whether it goes on. */
  public boolean isRunning() {
    return status == Status.RUNNING;
  }
}
