package dev.slipway.server;

import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.Backends;
import dev.slipway.server.config.BackendConfig;
import dev.slipway.server.config.LogConfig;
import dev.slipway.server.config.ServiceBrokerConfig;
import dev.slipway.server.config.SsoConfig;
import dev.slipway.server.config.TlsConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service broker for tests, asked over HTTP as a platform asks. */
public final class TestBroker implements AutoCloseable {
  /** Its user's password. */
  public static final String PASSWORD = "the password of tests";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ServiceBroker broker;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private TestBroker(ServiceBroker broker) {
    this.broker = broker;
  }

  /**
   * Starts one.
   *
   * @param catalog a catalog's YAML
   * @param backends by their names
   */
  public static TestBroker start(Path folder, String catalog, Map<String, Backend> backends)
      throws Exception {
    return start(folder, catalog, backends, Optional.empty());
  }

  /**
   * Starts one.
   *
   * @param database a JDBC URL; SQLite in the folder where it is empty
   */
  public static TestBroker start(
      Path folder, String catalog, Map<String, Backend> backends, Optional<String> database)
      throws Exception {
    return start(folder, catalog, backends, database, Clock.systemUTC());
  }

  /** The same by a clock of a test's own. */
  public static TestBroker start(
      Path folder,
      String catalog,
      Map<String, Backend> backends,
      Optional<String> database,
      Clock clock)
      throws Exception {
    return start(
        folder, catalog, backends, database, 0, Optional.empty(), new TlsConfig.None(), clock);
  }

  /** Starts one with a certificate. */
  public static TestBroker start(
      Path folder, String catalog, Map<String, Backend> backends, TlsConfig tls) throws Exception {
    return start(
        folder, catalog, backends, Optional.empty(), 0, Optional.empty(), tls, Clock.systemUTC());
  }

  /** Starts one at a port, which signs users of a platform on. */
  public static TestBroker signingOn(
      Path folder,
      String catalog,
      Map<String, Backend> backends,
      int port,
      SsoConfig sso,
      Clock clock)
      throws Exception {
    return start(
        folder,
        catalog,
        backends,
        Optional.empty(),
        port,
        Optional.of(sso),
        new TlsConfig.None(),
        clock);
  }

  private static TestBroker start(
      Path folder,
      String catalog,
      Map<String, Backend> backends,
      Optional<String> database,
      int port,
      Optional<SsoConfig> sso,
      TlsConfig tls,
      Clock clock)
      throws Exception {
    Path file = Files.writeString(folder.resolve("catalog.yml"), catalog);
    ServiceBrokerConfig config =
        new ServiceBrokerConfig(
            folder.resolve("data"),
            file,
            "127.0.0.1",
            port,
            tls,
            database,
            Map.of("platform", PASSWORD),
            Optional.empty(),
            backends.keySet().stream()
                .map(n -> new BackendConfig(n, "static", "", Map.of()))
                .toList(),
            true,
            sso.map(_ -> URI.create("http://127.0.0.1:" + port)),
            sso,
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofDays(90),
            new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.WARN));
    return new TestBroker(
        ServiceBroker.start(
            config, new Backends(backends), Set.of("localhost"), clock, new SecureRandom()));
  }

  /** An answer, whose body is JSON. */
  public record Answer(int status, JsonNode body, HttpResponse<String> response) {}

  /** A request as a platform sends it, to be changed. */
  public HttpRequest.Builder request(String method, String path, String body) {
    HttpRequest.BodyPublisher publisher =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(broker.address() + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, publisher)
            .setHeader("Authorization", basic("platform", PASSWORD))
            .setHeader("X-Broker-API-Version", "2.17");
    if (!body.isEmpty()) {
      request.setHeader("Content-Type", "application/json");
    }
    return request;
  }

  /** A header's value. */
  public static String basic(String user, String password) {
    byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(login);
  }

  /** Asks. */
  public Answer ask(String method, String path, String body) throws Exception {
    return send(request(method, path, body));
  }

  /** Sends what {@link #request} has begun. */
  public Answer send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), JSON.readTree(response.body()), response);
  }

  /** An answer that is no JSON, as of pages. */
  public HttpResponse<String> page(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The broker itself. */
  public ServiceBroker broker() {
    return broker;
  }

  @Override
  public void close() {
    http.shutdownNow();
    broker.close();
  }
}
