package dev.slipway.broker.relay;

import dev.slipway.broker.address.Unbelieved;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.backend.Origin;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The broker that calls are passed to: requests and answers. */
final class Upstream implements AutoCloseable {
  private static final String VERSION = "2.17";
  private static final long LARGEST = 16L << 20;
  private static final int LONGEST = 500;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final RelayServer server;
  private final RelayLimits limits;
  private final HttpClient http;

  Upstream(RelayServer server, RelayLimits limits) {
    this.server = server;
    this.limits = limits;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(limits.connect())
            .sslContext(server.trust().context())
            .build();
  }

  /**
   * Asks.
   *
   * @param path with its query
   * @param origin whose identity and request it is, which the broker is told
   * @throws BackendException where there is no answer; any status is one
   */
  Answer ask(String method, String path, Optional<JsonNode> body, Origin origin)
      throws BackendException {
    BodyPublisher publisher =
        body.map(b -> BodyPublishers.ofString(b.toString())).orElseGet(BodyPublishers::noBody);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.base() + path))
            .timeout(limits.request())
            .method(method, publisher)
            .header("Authorization", server.authorization())
            .header("X-Broker-API-Version", VERSION)
            .header("Accept", "application/json");
    Identity.header(origin.identity())
        .ifPresent(h -> request.header("X-Broker-API-Originating-Identity", h));
    if (!origin.request().isEmpty()) {
      request.header("X-Broker-API-Request-Identity", origin.request());
    }
    if (body.isPresent()) {
      request.header("Content-Type", "application/json");
    }
    return answer(send(request.build()));
  }

  /** The client's own time limit ends with the headers; a body may still take forever. */
  private HttpResponse<byte[]> send(HttpRequest request) throws BackendException {
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
    try {
      return sent.get(limits.request().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw unavailable("did not answer within " + limits.request().toSeconds() + " s", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw unavailable("does not answer: " + text(cause), cause);
    } catch (InterruptedException e) {
      sent.cancel(true);
      throw ends(e);
    }
  }

  /** The client has no words for what happens most. */
  private static String text(Throwable cause) {
    Optional<String> unbelieved = Unbelieved.reason(cause);
    if (unbelieved.isPresent()) {
      return unbelieved.get();
    }
    if (cause.getMessage() != null) {
      return cause.getMessage();
    }
    return cause instanceof ConnectException
        ? "nobody listens there, or there is no such host"
        : cause.getClass().getSimpleName();
  }

  private static Answer answer(HttpResponse<byte[]> response) {
    JsonNode body = JsonNodeFactory.instance.missingNode();
    try {
      body = JSON.readTree(response.body());
    } catch (JacksonException e) {
      // What it says would quote the body, where credentials may be; that it is none is enough.
      body = JsonNodeFactory.instance.missingNode();
    }
    return new Answer(
        response.statusCode(),
        body.isObject() ? body : JsonNodeFactory.instance.objectNode(),
        body.isObject(),
        response.headers().firstValue("Retry-After").flatMap(Upstream::seconds));
  }

  private static Optional<Duration> seconds(String text) {
    return text.matches("[0-9]{1,6}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
        : Optional.empty();
  }

  private BackendException ends(InterruptedException e) {
    Thread.currentThread().interrupt();
    return unavailable("was not waited for: the broker ends", e);
  }

  private BackendException unavailable(String does, Throwable cause) {
    return new BackendException(Kind.UNAVAILABLE, name() + " " + does, cause);
  }

  /** What an answer means that is not the one hoped for, with what the broker says itself. */
  BackendException fault(String what, Answer answer) {
    String said = answer.text("description").or(() -> answer.text("error")).orElse("");
    String hint =
        answer.status() == Answer.UNAUTHORIZED || answer.status() == Answer.FORBIDDEN
            ? "; has the login in the back end's `url` changed?"
            : "";
    return fault(
        answer.isLater() ? Kind.UNAVAILABLE : Kind.REFUSED,
        "answers " + answer.status() + " to " + what + said(said) + hint);
  }

  /** A fault whose text is the relay's own, but for what {@link #said} has made of the broker's. */
  BackendException fault(Kind kind, String does) {
    return new BackendException(kind, name() + " " + does);
  }

  /** What the broker says, as part of a sentence: in one line, not too long, without the login. */
  String said(String text) {
    String line = server.withoutLogin(text).replaceAll("\\s+", " ").strip();
    if (line.isEmpty()) {
      return "";
    }
    return ": " + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
  }

  private String name() {
    return "the broker at " + server.base();
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }

  /** A value in a query. */
  static String query(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
