package dev.slipway.broker.relay;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.backend.Origin;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One thing that a broker is to do: a request, or asking how it goes where the broker has said last
 * time that it goes on. Either is one question, and nothing here waits: what is not done then is
 * told as {@link BackendException#going}.
 *
 * <p>Source: Open Service Broker API 2.17, "Polling Last Operation": whatever is not said to be the
 * end is asked again.
 */
final class Work {
  private final Upstream upstream;
  private final RelayLimits limits;
  private final Origin origin;
  private final String what;
  private final boolean removes;

  /**
   * Some work.
   *
   * @param what it is, as in {@code provision}
   * @param removes whether it is done when the thing is gone
   */
  Work(Upstream upstream, RelayLimits limits, Origin origin, String what, boolean removes) {
    this.upstream = upstream;
    this.limits = limits;
    this.origin = origin;
    this.what = what;
    this.removes = removes;
  }

  /**
   * Has it done.
   *
   * @param path of the thing
   * @param query names its service and plan
   * @return the first answer
   */
  Answer run(String method, String path, String query, Optional<JsonNode> body)
      throws BackendException {
    Optional<Going> before = Going.parse(origin.going()).filter(g -> g.path().equals(path));
    if (before.isPresent()) {
      follow(before.get(), query);
      return before.get().accepted();
    }
    String address = path + "?accepts_incomplete=true" + (body.isEmpty() ? "&" + query : "");
    Answer answer = upstream.ask(method, address, body, origin);
    if (answer.isBusy()) {
      throw later(answer, "", answer.text("description").orElse("it is busy"));
    }
    if (answer.status() == Answer.ACCEPTED) {
      Going going = Going.of(path, answer);
      throw later(answer, going.text(), "it has not said how far it is");
    }
    if (!answer.isDone() && !(removes && answer.isGone())) {
      throw upstream.fault(what, answer);
    }
    if (!removes && !answer.wellFormed()) {
      throw upstream.fault(
          Kind.REFUSED,
          "answers " + answer.status() + " to " + what + " without a JSON object in it");
    }
    return answer;
  }

  private void follow(Going going, String query) throws BackendException {
    String address =
        going.path()
            + "/last_operation?"
            + query
            + going.operation().map(o -> "&operation=" + Upstream.query(o)).orElse("");
    Answer answer;
    try {
      answer = upstream.ask("GET", address, Optional.empty(), origin);
    } catch (BackendException e) {
      // It goes on there, whether or not one answer is lost.
      throw BackendException.going(e.text(), limits.pause(Optional.empty()), going.text());
    }
    if (!isOver(answer)) {
      throw later(
          answer, going.text(), answer.text("description").orElse("it answers " + answer.status()));
    }
  }

  /** Whether it is done; otherwise it may still be. */
  private boolean isOver(Answer answer) throws BackendException {
    if (removes && answer.status() == Answer.GONE) {
      return true;
    }
    if (answer.status() == Answer.INVALID
        || answer.status() == Answer.UNAUTHORIZED
        || answer.status() == Answer.FORBIDDEN
        || answer.status() == Answer.GONE) {
      throw upstream.fault("how " + what + " goes on", answer);
    }
    String state = answer.status() == Answer.OK ? answer.text("state").orElse("") : "";
    if (state.equals("failed")) {
      throw upstream.fault(
          Kind.REFUSED,
          "has failed to " + what + upstream.said(answer.text("description").orElse("")));
    }
    return state.equals("succeeded");
  }

  private BackendException later(Answer answer, String going, String said) {
    Duration pause = limits.pause(answer.retryAfter());
    String text = upstream.fault(Kind.UNAVAILABLE, "goes on to " + what).text();
    return BackendException.going(text + upstream.said(said), pause, going);
  }
}
