package dev.slipway.queue.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A user's program, which asks again where the server does not answer. */
final class Client {
  private static final JsonMapper JSON = new JsonMapper();

  /** Longer than the server is away in a test. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration BUILD_PATIENCE = PATIENCE.multipliedBy(5);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final String server;
  private final String authorization;

  private Client(String server, String authorization) {
    this.server = server;
    this.authorization = authorization;
  }

  /** One that signs in with a token, which it makes for itself. */
  static Client of(String server, String password) throws Exception {
    String login =
        Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
    Client first = new Client(server, "Basic " + login);
    JsonNode token =
        first.post("/api/v1/tokens", "{\"name\":\"test\",\"scopes\":[\"admin\"],\"days\":2}", "t");
    return new Client(server, "Bearer " + token.path("token").asString());
  }

  /** Uploads a definition's folder as a tar, and returns the name of the source. */
  String upload(Path tar) throws Exception {
    HttpRequest request =
        request("/api/v1/sources")
            .header("Content-Type", "application/x-tar")
            .POST(BodyPublishers.ofFile(tar))
            .build();
    return JSON.readTree(send(request)).path("sha256").asString();
  }

  /** Submits a build, once for each key. */
  long submit(String source, String parameters, String key) throws Exception {
    JsonNode answer =
        post(
            "/api/v1/builds",
            "{\"source\":\"%s\",\"test\":false,\"parameters\":%s}".formatted(source, parameters),
            key);
    return answer.path("builds").path(0).path("id").asLong();
  }

  void cancel(long build) throws Exception {
    post("/api/v1/builds/" + build + "/cancel", "", "cancel-" + build);
  }

  private JsonNode post(String path, String body, String key) throws Exception {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(send(request));
  }

  JsonNode get(String path) throws Exception {
    return JSON.readTree(send(request(path).GET().build()));
  }

  JsonNode build(long id) throws Exception {
    return get("/api/v1/builds/" + id);
  }

  /** Follows a build to its end, from the start; all its events. */
  List<JsonNode> events(long build) throws Exception {
    return until(build, _ -> false, BUILD_PATIENCE);
  }

  /** Follows one that has to wait for others. */
  List<JsonNode> events(long build, int others) throws Exception {
    return until(build, _ -> false, BUILD_PATIENCE.plus(PATIENCE.multipliedBy(others)));
  }

  /** Follows a build from its start until an event that is wanted; those until then. */
  List<JsonNode> until(long build, Predicate<JsonNode> wanted) throws Exception {
    return until(build, wanted, BUILD_PATIENCE);
  }

  private List<JsonNode> until(long build, Predicate<JsonNode> wanted, Duration limit)
      throws Exception {
    List<JsonNode> seen = new ArrayList<>();
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end) {
      String last = seen.isEmpty() ? "0" : seen.getLast().path("seq").asString();
      HttpRequest request =
          request("/api/v1/builds/" + build + "/events").header("Last-Event-ID", last).build();
      try (Stream<String> lines = http.send(request, BodyHandlers.ofLines()).body()) {
        for (String line : (Iterable<String>) lines::iterator) {
          if (line.startsWith("data:")) {
            JsonNode event = JSON.readTree(line.substring(5));
            if (event.has("seq")) {
              seen.add(event);
            }
            if (wanted.test(event)) {
              return seen;
            }
          }
        }
      } catch (IOException | UncheckedIOException e) {
        pause();
        continue;
      }
      String state = build(build).path("state").asString();
      if (!state.equals("queued") && !state.equals("running")) {
        return seen;
      }
    }
    throw new AssertionError("build " + build + " did not end: " + build(build));
  }

  /** An artifact's bytes; the caller closes them. */
  InputStream artifact(long build, String name) throws Exception {
    HttpRequest request = request("/api/v1/builds/" + build + "/artifacts/" + name).build();
    return http.send(request, BodyHandlers.ofInputStream()).body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server + path)).header("Authorization", authorization);
  }

  private String send(HttpRequest request) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String fault;
      try {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() < 300) {
          return response.body();
        }
        fault = request.uri() + ": " + response.statusCode() + " " + response.body();
        if (response.statusCode() < 500 && response.statusCode() != 409) {
          throw new AssertionError(fault);
        }
      } catch (IOException e) {
        fault = e.toString();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError(fault);
      }
      pause();
    }
  }

  /** A moment, in which nothing can be waited for: the server is another program. */
  private static void pause() throws InterruptedException {
    boolean ended = new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
    assert !ended;
  }
}
