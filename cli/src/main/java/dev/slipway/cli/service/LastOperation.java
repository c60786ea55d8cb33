package dev.slipway.cli.service;

import dev.slipway.cli.terminal.Progress;
import dev.slipway.process.Event;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks how far an operation is, until it has ended.
 *
 * <p>Source: Open Service Broker API 2.17, "Polling Last Operation for Service Instances".
 */
record LastOperation(BrokerClient client) {
  /** So often in a row a broker may give no sensible answer. */
  private static final int MOST_FAULTS = 10;

  /** Asks once. */
  Going ask(Target target) throws InterruptedException {
    String operation =
        target.operation().isEmpty() ? "" : "&operation=" + Target.encoded(target.operation());
    try {
      return read(
          target, client.get(target.path() + "/last_operation?" + target.ids() + operation));
    } catch (BrokerFault e) {
      return new Going.Unknown(e, Pause.USUAL);
    }
  }

  private static Going read(Target target, Answer answer) {
    Duration pause = answer.pause().orElse(Pause.USUAL);
    boolean leaving = target.stage() == Stage.DELETING || target.stage() == Stage.FAILED;
    if (leaving && answer.status() == 404) {
      return new Going.Succeeded();
    }
    return switch (answer.status()) {
      case 200 ->
          switch (answer.text("state")) {
            case "in progress" -> new Going.InProgress(answer.text("description"), pause);
            case "succeeded" -> new Going.Succeeded();
            case "failed" -> new Going.Failed(answer.text("description"));
            default -> new Going.Unknown(answer.fault(), pause);
          };
      case 410 -> leaving ? new Going.Succeeded() : new Going.Failed("it is gone");
      case 400 -> new Going.Failed(answer.text("description"));
      default -> new Going.Unknown(answer.fault(), pause);
    };
  }

  /** What an update makes of an instance says how long that may take. */
  private static Optional<Duration> longest(Target target) {
    boolean updating = target.stage() == Stage.UPDATING;
    return (updating ? target.instance().next() : target.instance().offer()).most();
  }

  /**
   * Asks until it has ended, and shows what it hears. What goes on for longer than its plan allows,
   * counted from here, has failed.
   *
   * @param pause before asking first
   * @throws BrokerFault where the broker gives no sensible answer any more
   */
  Going await(Target target, Duration pause, Progress progress)
      throws BrokerFault, InterruptedException {
    Duration next = pause;
    String said = "";
    int faults = 0;
    Optional<Duration> most = longest(target);
    long begun = System.nanoTime();
    while (true) {
      if (most.isPresent()) {
        Duration left = most.get().minusNanos(System.nanoTime() - begun);
        if (!left.isPositive()) {
          return new Going.Failed(
              "it has not ended within the %d s that its plan allows"
                  .formatted(most.get().toSeconds()));
        }
        next = left.compareTo(next) < 0 ? left : next;
      }
      Thread.sleep(next);
      switch (ask(target)) {
        case Going.InProgress(String description, Duration wanted) -> {
          faults = 0;
          next = wanted;
          if (!description.isEmpty() && !description.equals(said)) {
            progress.on(new Event.Output(target.doing(), description));
            said = description;
          }
        }
        case Going.Unknown(BrokerFault fault, Duration wanted) -> {
          faults++;
          if (faults == 1) {
            progress.on(new Event.Warning(target.doing(), fault.text() + "; asking again"));
          }
          if (faults == MOST_FAULTS) {
            throw new BrokerFault(
                BrokerFault.Sort.REFUSED,
                fault.status(),
                fault.text()
                    + "\nslipway: go on with `slipway service status "
                    + target.arguments()
                    + " --wait`");
          }
          next = wanted;
        }
        case Going.Succeeded end -> {
          return end;
        }
        case Going.Failed end -> {
          return end;
        }
      }
    }
  }
}
