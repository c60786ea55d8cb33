package dev.slipway.server.signon;

import dev.slipway.server.signon.SignOnException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the issuer and the platform; a user waits meanwhile. */
final class Calls implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final long MOST = 1 << 20;

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * An answer.
   *
   * @param body missing where it is no JSON
   */
  record Answer(int status, JsonNode body) {
    boolean isOk() {
      return status == 200;
    }

    /** A text of the body; empty where there is none. */
    String text(String key) {
      return body.path(key).asString("");
    }
  }

  Answer get(URI address) throws SignOnException, InterruptedException {
    return send(HttpRequest.newBuilder(address));
  }

  /** Asks with an access token. */
  Answer get(URI address, String token) throws SignOnException, InterruptedException {
    return send(HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token));
  }

  /** Sends a form. */
  Answer post(URI address, String authorization, String form)
      throws SignOnException, InterruptedException {
    return send(
        HttpRequest.newBuilder(address)
            .header("Authorization", authorization)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private Answer send(HttpRequest.Builder begun) throws SignOnException, InterruptedException {
    HttpRequest request = begun.timeout(ANSWER).header("Accept", "application/json").build();
    try {
      HttpResponse<byte[]> response =
          http.send(
              request,
              HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), MOST));
      return new Answer(response.statusCode(), json(response.body()));
    } catch (IOException e) {
      throw new SignOnException(
          Kind.UNAVAILABLE, request.uri().getHost() + " does not answer; try again later", e);
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      return JSON.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
