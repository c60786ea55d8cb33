package dev.slipway.broker.operation;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.BrokerException.Code;
import dev.slipway.broker.store.OperationRow;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a request waits for its operation.
 *
 * @param patience of a client that does not ask again; platforms give up after 60 s
 * @param asyncPatience of one that does
 */
public record Waiting(Duration patience, Duration asyncPatience) {
  /** What platforms of today expect. */
  public static final Waiting USUAL = new Waiting(Duration.ofSeconds(45), Duration.ofSeconds(5));

  /** Makes what a request asks for known; a refusal where it is gone again. */
  @FunctionalInterface
  interface Finding<T> {
    T find() throws BrokerException;
  }

  /**
   * Has what was decided be done, waits, and says what came of it.
   *
   * @param slow whether there is no point in waiting for one who asks again
   */
  <T> Result<T> await(
      Runner runner, Decision decision, boolean async, boolean slow, Finding<T> value)
      throws BrokerException {
    decision.begun().ifPresent(runner::begin);
    Optional<String> operation = decision.begun().map(OperationRow::id).or(decision::joined);
    if (operation.isEmpty()) {
      return new Result.Done<>(false, value.find());
    }
    Duration most = async ? (slow ? Duration.ZERO : asyncPatience) : patience;
    OperationRow row = runner.await(operation.get(), most);
    return switch (row.status()) {
      case SUCCEEDED -> new Result.Done<>(decision.begun().isPresent(), value.find());
      case FAILED ->
          throw new BrokerException(
              Code.valueOf(row.code().orElse(Code.FAILED.name())),
              row.description().orElse("it failed"));
      case RUNNING -> {
        if (async) {
          yield new Result.Going<>(operation.get(), value.find());
        }
        throw new BrokerException(
            Code.UNAVAILABLE,
            "%s takes longer than a request may; it goes on, and is undone by a deletion"
                .formatted(row.kind().word()));
      }
    };
  }
}
