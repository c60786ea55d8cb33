package dev.slipway.cli.service;

import dev.slipway.cli.terminal.Progress;
import dev.slipway.process.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Has a broker change something, waits for it, and writes down what comes of it. */
final class Changes {
  /** As a shell reports a program that ended by Ctrl-C. */
  private static final int INTERRUPTED = 130;

  private final Session session;
  private final boolean wait;
  private final Settling settling;
  private final LastOperation operations;

  Changes(Session session, boolean wait) {
    this.session = session;
    this.wait = wait;
    this.settling = new Settling(session.memory());
    this.operations = new LastOperation(session.client());
  }

  /**
   * What came of it.
   *
   * @param status the exit status
   * @param answer the broker's, where all is over and well
   */
  record Made(int status, Optional<Answer> answer) {}

  /** A request. */
  interface Sending {
    Answer send(BrokerClient client) throws BrokerFault, InterruptedException;
  }

  /**
   * Sends a request.
   *
   * @param target as it was written down: what it is becoming is its stage
   * @param again whether the same was asked before, so that a refusal tells nothing of that
   */
  Made make(Target target, String title, boolean again, Sending sending)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try (Progress progress =
        Progress.of(session.surroundings(), false, session.surroundings().columns().isEmpty())) {
      progress.on(new Event.Started(target.doing(), title));
      try {
        Answer answer = sent(target, again, sending, progress);
        if (answer.isGoing()) {
          Target going =
              settling.put(target, target.stage(), answer.body().path("operation").asString(""));
          if (!wait) {
            leave(going, progress, "");
            return new Made(0, Optional.empty());
          }
          end(
              going,
              operations.await(going, answer.pause().orElse(Pause.USUAL), progress),
              progress);
        } else {
          settling.succeeded(target);
        }
        progress.on(finished(target, begun));
        return new Made(0, Optional.of(answer));
      } catch (InterruptedException e) {
        leave(target, progress, "stopped waiting; ");
        return new Made(INTERRUPTED, Optional.empty());
      } catch (BrokerFault e) {
        progress.on(new Event.Failed(target.doing(), e.text()));
        throw e;
      }
    }
  }

  /** Waits for what is going on already. */
  Made await(Target target) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try (Progress progress =
        Progress.of(session.surroundings(), false, session.surroundings().columns().isEmpty())) {
      progress.on(new Event.Started(target.doing(), target.instance().offer().text()));
      try {
        end(target, operations.await(target, Duration.ZERO, progress), progress);
        progress.on(finished(target, begun));
        return new Made(0, Optional.empty());
      } catch (InterruptedException e) {
        leave(target, progress, "stopped waiting; ");
        return new Made(INTERRUPTED, Optional.empty());
      } catch (BrokerFault e) {
        progress.on(new Event.Failed(target.doing(), e.text()));
        throw e;
      }
    }
  }

  private static Event finished(Target target, long begun) {
    return new Event.Finished(
        target.doing(), Event.Outcome.DONE, Duration.ofNanos(System.nanoTime() - begun));
  }

  private Answer sent(Target target, boolean again, Sending sending, Progress progress)
      throws IOException, InterruptedException {
    boolean leaving = target.stage() == Stage.DELETING;
    try {
      Answer answer = sending.send(session.client());
      boolean taken =
          answer.isOk() && !(leaving && answer.status() == 201)
              || leaving && answer.status() == 410;
      boolean unreadable =
          !leaving && !answer.body().isObject() && answer.status() != 200
              || answer.status() == 202 && !answer.body().isObject();
      if (taken && !unreadable || answer.isGoing() && !unreadable) {
        return answer;
      }
      throw answer.fault();
    } catch (BrokerFault e) {
      if (target.stage() == Stage.CREATING && e.leavesOrphan()) {
        throw followed(e, new OrphanRemoval(session).remove(target, progress));
      }
      if (!e.leavesOrphan() && !again) {
        settling.undone(target);
      }
      throw e.leavesOrphan()
          ? followed(
              e,
              "see what came of it with `slipway service status %s`".formatted(target.arguments()))
          : e;
    }
  }

  private static BrokerFault followed(BrokerFault fault, String more) {
    BrokerFault all =
        new BrokerFault(fault.sort(), fault.status(), fault.text() + "\nslipway: " + more);
    all.initCause(fault);
    return all;
  }

  /** What an operation's end means. */
  void end(Target target, Going end, Progress progress) throws IOException, InterruptedException {
    if (!(end instanceof Going.Failed(String description))) {
      settling.succeeded(target);
      return;
    }
    BrokerFault fault =
        new BrokerFault(
            BrokerFault.Sort.FAILED,
            200,
            "`"
                + target.doing()
                + "` has failed: "
                + (description.isEmpty() ? "the broker does not say why" : description));
    switch (target.stage()) {
      case CREATING -> throw followed(fault, new OrphanRemoval(session).remove(target, progress));
      case UPDATING -> {
        settling.undone(target);
        throw followed(fault, target.text() + " is on the plan of before");
      }
      case DELETING, FAILED, READY -> {
        settling.put(target, Stage.FAILED, "");
        throw followed(fault, "try again with `%s`".formatted(target.removal()));
      }
    }
  }

  private static void leave(Target target, Progress progress, String before) {
    progress.keep(
        "slipway: %sthe broker goes on with `%s`; `slipway service status %s --wait` waits for it%s"
            .formatted(
                before,
                target.doing(),
                target.arguments(),
                target.stage() == Stage.CREATING ? ", `" + target.removal() + "` undoes it" : ""));
  }
}
