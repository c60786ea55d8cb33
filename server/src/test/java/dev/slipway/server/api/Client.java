package dev.slipway.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Asks a service as programs do; each answer has to be as the OpenAPI document says. */
final class Client {
  private static final String DEFINITION =
      """
      name: %s
      version: "%s"
      architectures: [%s]
      base:
        debian: bookworm
      disk:
        size: 1GiB
      formats: [raw]
      """;

  private final Service service;
  private final Contract contract;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Client(Service service, Contract contract) {
    this.service = service;
    this.contract = contract;
  }

  Works works() {
    return service.works();
  }

  Contract contract() {
    return contract;
  }

  /** Where the service answers. */
  URI address() {
    return service.address();
  }

  /** What every request comes with. */
  String authorization() {
    return service.authorization();
  }

  /** A request to a path, which may have a query. */
  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(service.address() + path))
        .header("Authorization", service.authorization())
        .timeout(Duration.ofSeconds(60));
  }

  Answer get(String path) throws Exception {
    return send(to(path).GET());
  }

  Answer delete(String path) throws Exception {
    return send(to(path).DELETE());
  }

  Answer post(String path) throws Exception {
    return send(to(path).POST(BodyPublishers.noBody()));
  }

  Answer post(String path, String type, String body) throws Exception {
    return send(to(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  Answer send(HttpRequest.Builder builder) throws Exception {
    HttpRequest request = builder.build();
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    Answer answer = new Answer(response.statusCode(), response.headers(), response.body());
    boolean head = request.method().equals("HEAD");
    if (!head) {
      contract.check(
          request.method(),
          request.uri().getRawPath(),
          answer.status(),
          answer.header("Content-Type"),
          answer.text());
    }
    return answer;
  }

  /** Follows a build's events. */
  HttpResponse<Stream<String>> follow(long build, String query, String last) throws Exception {
    HttpRequest.Builder request =
        to("/api/v1/builds/" + build + "/events" + query).header("Accept", "text/event-stream");
    if (!last.isEmpty()) {
      request.header("Last-Event-ID", last);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
  }

  /** Uploads a definition, and returns its source's SHA-256. */
  String upload(String definition) throws Exception {
    Answer answer =
        send(
            to("/api/v1/sources")
                .header("Content-Type", "application/x-tar")
                .POST(BodyPublishers.ofByteArray(tar(Map.of("slipway.yml", definition)))));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.at("/sha256");
  }

  /** Submits a build of an image with a name, and returns its number. */
  long submit(String name) throws Exception {
    return submit(name, "1", "amd64");
  }

  long submit(String name, String version, String architecture) throws Exception {
    String source = upload(definition(name, version, architecture));
    Answer answer =
        post("/api/v1/builds", "application/json", "{\"source\":\"%s\"}".formatted(source));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().at("/builds/0/id").asLong();
  }

  /** A definition that can be. */
  static String definition(String name, String version, String architectures) {
    return DEFINITION.formatted(name, version, architectures);
  }

  /** Waits for a build's end by its events, and returns its state. */
  String end(long build) throws Exception {
    try (var lines = follow(build, "?kinds=ended", "").body()) {
      assertThat(lines.anyMatch(line -> line.equals("event: end"))).isTrue();
    }
    return get("/api/v1/builds/" + build).at("/state");
  }

  static byte[] tar(Map<String, String> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (Map.Entry<String, String> each : files.entrySet()) {
        byte[] content = each.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(each.getKey());
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
