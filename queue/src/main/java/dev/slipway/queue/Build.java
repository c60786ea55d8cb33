package dev.slipway.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A build as it is now.
 *
 * @param id counts up from 1
 * @param attempt counts the times that it was given to a worker; 0 before the first. It is the
 *     fencing token too: what an earlier attempt's worker still says is not heard
 * @param worker the id of the worker that has it, or had it last
 * @param queued when it was put into the queue last
 * @param lastEvent the number of its last event
 * @param cancelling whether it is to end as soon as its worker hears of it
 * @param reason why it failed or was cancelled
 * @param failedStep the step that a failed build ended in
 * @param kept whether retention leaves it alone
 * @param disposed whether retention has removed its artifacts
 */
public record Build(
    long id,
    BuildRequest request,
    BuildState state,
    int attempt,
    Optional<String> worker,
    Instant submitted,
    Instant queued,
    Optional<Instant> started,
    Optional<Instant> ended,
    long lastEvent,
    boolean cancelling,
    Optional<String> reason,
    Optional<String> failedStep,
    boolean kept,
    boolean disposed) {
  /** NAME_vVERSION.ARCHITECTURE, which its artifacts' names begin with. */
  public String imageName() {
    return request.name() + "_v" + request.version() + "." + request.architecture().debianName();
  }

  /** How long it ran, or has run by now; empty where it did not start. */
  public Optional<Duration> took(Instant now) {
    return started.map(s -> Duration.between(s, ended.orElse(now)));
  }
}
