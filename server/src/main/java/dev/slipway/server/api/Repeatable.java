package dev.slipway.server.api;

import dev.slipway.build.cache.Fingerprint;
import dev.slipway.queue.store.Idempotency;
import dev.slipway.server.http.Json;
import dev.slipway.server.http.Problem;
import dev.slipway.server.http.Problems;
import dev.slipway.server.http.Refusal;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers 201 to a request, and the same to the same request once more, where it comes with an
 * {@code Idempotency-Key}.
 */
final class Repeatable {
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
  private static final JsonMapper JSON = new JsonMapper();

  private final Idempotency idempotency;
  private final Clock clock;

  Repeatable(Idempotency idempotency, Clock clock) {
    this.idempotency = idempotency;
    this.clock = clock;
  }

  /** Stores the answer in the transaction that does what is asked. */
  interface Storing {
    void store(Handle handle, String answer);
  }

  /** Does what is asked. */
  interface Work {
    /** Its answer: builds, as JSON. */
    String of(Storing storing) throws IOException, Refusal;
  }

  ServerResponse answer(ServerRequest request, String account, byte[] body, Work work)
      throws IOException, Refusal {
    List<String> keys = request.headers().header("Idempotency-Key");
    if (keys.isEmpty()) {
      return created(work.of((_, _) -> {}));
    }
    if (keys.size() > 1 || !KEY.matcher(keys.getFirst()).matches()) {
      throw Problems.invalid(
          "the header Idempotency-Key is there once, with 1 to 200 visible ASCII characters");
    }
    Idempotency.Request key =
        new Idempotency.Request(account, keys.getFirst(), Fingerprint.sha256(body));
    return switch (idempotency.begin(key, clock.instant())) {
      case Idempotency.Done(String response) -> created(response);
      case Idempotency.Begun() -> begun(key, work);
      case Idempotency.Doing() ->
          throw new Refusal(
              new Problem(
                      "in-progress",
                      HttpStatus.CONFLICT,
                      "the request with this Idempotency-Key is being answered; ask again")
                  .with("Retry-After", "1"));
      case Idempotency.Other() ->
          throw new Refusal(
              new Problem(
                  "other-request",
                  HttpStatus.UNPROCESSABLE_CONTENT,
                  "this Idempotency-Key came with another request before; use another key"));
    };
  }

  private ServerResponse begun(Idempotency.Request key, Work work) throws IOException, Refusal {
    boolean done = false;
    try {
      String answer = work.of((handle, response) -> Idempotency.done(handle, key, response));
      done = true;
      return created(answer);
    } finally {
      if (!done) {
        idempotency.undo(key);
      }
    }
  }

  private static ServerResponse created(String answer) {
    String first = JSON.readTree(answer).at("/builds/0/links/self").asString("");
    return Json.answer(ServerResponse.created(URI.create(first)), answer);
  }
}
