package dev.slipway.cli.service;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Speaks to a broker.
 *
 * <p>Source: Open Service Broker API 2.17, "API Version Header", "Request Identity".
 */
final class BrokerClient implements AutoCloseable {
  /** Which version of the API is spoken. */
  static final String VERSION = "2.17";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_BYTES = 8 << 20;

  private final URI broker;
  private final Optional<String> authorization;
  private final Duration patience;
  private final HttpClient http;

  /**
   * For a broker.
   *
   * @param authorization what is sent as the header of that name
   * @param trust whom to believe with TLS; the JDK's own authorities where it is null
   * @param patience how long an answer may take
   */
  BrokerClient(
      URI broker, Optional<String> authorization, @Nullable SSLContext trust, Duration patience) {
    this.broker = broker;
    this.authorization = authorization;
    this.patience = patience;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10));
    if (trust != null) {
      builder.sslContext(trust);
    }
    this.http = builder.build();
  }

  URI broker() {
    return broker;
  }

  /** Asks for something. */
  Answer get(String path) throws BrokerFault, InterruptedException {
    return send("GET", path, BodyPublishers.noBody());
  }

  /** Has something removed. */
  Answer delete(String path) throws BrokerFault, InterruptedException {
    return send("DELETE", path, BodyPublishers.noBody());
  }

  /** Sends JSON. */
  Answer send(String method, String path, JsonNode body) throws BrokerFault, InterruptedException {
    return send(method, path, BodyPublishers.ofString(body.toString()));
  }

  private Answer send(String method, String path, BodyPublisher body)
      throws BrokerFault, InterruptedException {
    String identity = UUID.randomUUID().toString();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(broker + path))
            .timeout(patience)
            .header("X-Broker-API-Version", VERSION)
            .header("X-Broker-API-Request-Identity", identity)
            .header("Accept", "application/json")
            .method(method, body);
    authorization.ifPresent(a -> request.header("Authorization", a));
    if (body.contentLength() != 0) {
      request.header("Content-Type", "application/json");
    }
    try {
      HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        return new Answer(
            response.statusCode(),
            json(in.readNBytes(MOST_BYTES)),
            response.headers().firstValue("Retry-After").flatMap(Pause::read),
            identity);
      }
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw fault(e, identity);
    }
  }

  private static JsonNode json(byte[] bytes) {
    try {
      JsonNode tree = JSON.readTree(bytes);
      return tree.isObject() ? tree : MissingNode.getInstance();
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  private BrokerFault fault(IOException e, String identity) {
    BrokerFault.Sort sort = BrokerFault.Sort.UNREACHED;
    String message;
    switch (e) {
      case SSLException _ ->
          message =
              broker
                  + " is not believed: "
                  + e.getMessage()
                  + "; name its certificate with --broker-certificate FILE";
      case ConnectException _, HttpConnectTimeoutException _ ->
          message = broker + " cannot be reached; is the broker running, and the address right?";
      case HttpTimeoutException _ -> {
        sort = BrokerFault.Sort.UNCLEAR;
        message =
            "%s has not answered within %d s (request %s)"
                .formatted(broker, patience.toSeconds(), identity);
      }
      default -> {
        sort = BrokerFault.Sort.UNCLEAR;
        message = "%s does not answer (request %s): %s".formatted(broker, identity, e);
      }
    }
    BrokerFault fault = new BrokerFault(sort, 0, message);
    fault.initCause(e);
    return fault;
  }

  @Override
  public void close() {
    // Not close(), which waits for answers that nobody reads any more.
    http.shutdownNow();
  }
}
