package dev.slipway.cli.service;

import dev.slipway.cli.terminal.Progress;
import java.io.IOException;
import java.time.Duration;

/**
 * Removes what may have been made by a request of which nobody knows what came.
 *
 * <p>Source: Open Service Broker API 2.17, "Orphan Mitigation".
 */
record OrphanRemoval(Session session) {
  private static final int TRIES = 4;

  /**
   * Has it removed.
   *
   * @return what came of that, for people
   */
  String remove(Target target, Progress progress) throws IOException, InterruptedException {
    Settling settling = new Settling(session.memory());
    Target failed = settling.put(target, Stage.FAILED, "");
    progress.keep("slipway: nobody knows what has come of it; it is removed");
    String why = "";
    for (int i = 1; i <= TRIES; i++) {
      Duration pause = Duration.ofSeconds(1L << (i - 1));
      try {
        Answer answer =
            session
                .client()
                .delete(target.path() + "?" + target.ids() + "&accepts_incomplete=true");
        if (answer.isGoing()) {
          Target leaving =
              settling.put(failed, Stage.DELETING, answer.body().path("operation").asString(""));
          Going end =
              new LastOperation(session.client())
                  .await(leaving, answer.pause().orElse(Pause.USUAL), progress);
          if (end instanceof Going.Succeeded) {
            settling.forget(target);
            return "the broker was told to remove what there was of it, and has done so";
          }
          why = end.toString();
        } else if (answer.status() == 200 || answer.status() == 410 || answer.status() == 404) {
          settling.forget(target);
          return answer.status() == 200
              ? "what there was of it is removed"
              : "nothing of it is there";
        } else {
          why = answer.fault().text();
          pause = answer.pause().orElse(pause);
          if (answer.status() < 500 && !answer.text("error").equals("ConcurrencyError")) {
            break;
          }
        }
      } catch (BrokerFault e) {
        why = e.text();
      }
      if (i < TRIES) {
        Thread.sleep(pause.toSeconds() > 10 ? Duration.ofSeconds(10) : pause);
      }
    }
    settling.put(failed, Stage.FAILED, "");
    return "it may still be there and cost something (%s): remove it with `%s`"
        .formatted(why, target.removal());
  }
}
