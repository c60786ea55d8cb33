package dev.slipway.cli.build;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A build service's API. */
final class Api implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int TRIES = 4;

  private final URI server;
  private final Optional<String> authorization;
  private final HttpClient http;

  /**
   * The API of a server.
   *
   * @param authorization what is sent as the header of that name
   * @param trust whom to believe with TLS; the JDK's own authorities where it is null
   */
  Api(URI server, Optional<String> authorization, @Nullable SSLContext trust) {
    this.server = server;
    this.authorization = authorization;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10));
    if (trust != null) {
      builder.sslContext(trust);
    }
    this.http = builder.build();
  }

  URI server() {
    return server;
  }

  /** An address below {@code /api/v1} as JSON. */
  JsonNode get(String path) throws IOException, InterruptedException {
    return json(request(path).timeout(Duration.ofMinutes(1)).GET());
  }

  /** Asks for a change. */
  JsonNode change(String method, String path) throws IOException, InterruptedException {
    return json(
        request(path).timeout(Duration.ofMinutes(1)).method(method, BodyPublishers.noBody()));
  }

  /**
   * Sends JSON. It can be sent again where no answer comes: the server knows it by its key.
   *
   * @param body becomes JSON
   */
  JsonNode post(String path, Object body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path)
            .timeout(Duration.ofMinutes(10))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    for (int i = 1; ; i++) {
      try {
        return json(request);
      } catch (ApiFault e) {
        throw e;
      } catch (Unreachable e) {
        if (i == TRIES || !e.begun) {
          throw e;
        }
        Thread.sleep(Duration.ofSeconds(i));
      }
    }
  }

  /** Uploads a file. */
  JsonNode upload(String path, Path file) throws IOException, InterruptedException {
    BodyPublisher body = BodyPublishers.ofFile(file);
    return json(
        request(path)
            .timeout(Duration.ofHours(1))
            .header("Content-Type", "application/x-tar")
            .POST(body));
  }

  /**
   * Opens what is read as it comes.
   *
   * @param headers names and values
   */
  HttpResponse<InputStream> open(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path).GET();
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<InputStream> response = send(request.build());
    if (response.statusCode() / 100 != 2) {
      throw fault(response);
    }
    return response;
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + "/api/v1" + path));
    authorization.ifPresent(a -> request.header("Authorization", a));
    return request;
  }

  private JsonNode json(HttpRequest.Builder request) throws IOException, InterruptedException {
    // Events come as a stream where JSON is not asked for.
    HttpResponse<InputStream> response =
        send(request.setHeader("Accept", "application/json").build());
    if (response.statusCode() / 100 != 2) {
      throw fault(response);
    }
    try (InputStream body = response.body()) {
      return JSON.readTree(body.readAllBytes());
    } catch (JacksonException e) {
      throw new IOException(server + " does not answer as a build service does", e);
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (SSLException e) {
      throw new IOException(
          server
              + " is not believed: "
              + e.getMessage()
              + "; name its certificate with --server-certificate FILE",
          e);
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw new Unreachable(server, e);
    }
  }

  /** Nothing answers, or not to the end. */
  static final class Unreachable extends IOException {
    private final boolean begun;

    Unreachable(URI server, IOException fault) {
      super(
          fault instanceof ConnectException
              ? server + " cannot be reached; is the server running, and the address right?"
              : server + " does not answer: " + fault,
          fault);
      this.begun = !(fault instanceof ConnectException);
    }
  }

  private ApiFault fault(HttpResponse<InputStream> response) throws IOException {
    ProblemText problem;
    try (InputStream body = response.body()) {
      problem = ProblemText.of(body.readNBytes(1 << 20));
    }
    String detail = problem.detail();
    int status = response.statusCode();
    String message =
        switch (status) {
          case 401 ->
              server
                  + (authorization.isEmpty()
                      ? " wants to know who you are; run `slipway build login`, or set SLIPWAY_TOKEN"
                      : " does not take your token; run `slipway build login` for a new one");
          case 403 -> "you may not do this: " + detail;
          default -> detail.isEmpty() ? server + " answers with status " + status : detail;
        };
    return new ApiFault(status, message, problem.mistakes());
  }

  @Override
  public void close() {
    // Not close(), which waits for streams that nobody reads any more.
    http.shutdownNow();
  }
}
