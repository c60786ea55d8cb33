import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server under load, as its clients and the kernel see it. */
final class Service {
  private static final JsonMapper JSON = new JsonMapper();

  private final String url;
  private String authorization;
  private final long pid;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  Service(String url, String login, long pid) throws IOException, InterruptedException {
    this.url = url;
    this.pid = pid;
    authorization =
        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    // A password is checked slowly on purpose; programs have tokens.
    HttpRequest request =
        request("/api/v1/tokens")
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"name\":\"load\",\"scopes\":[\"builds:read\",\"builds:write\"]}"))
            .build();
    String made = checked(http.send(request, BodyHandlers.ofString()));
    authorization = "Bearer " + JSON.readTree(made).path("token").asString();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", authorization);
  }

  String upload(Path tar) throws IOException, InterruptedException {
    HttpRequest request =
        request("/api/v1/sources")
            .header("Content-Type", "application/x-tar")
            .POST(HttpRequest.BodyPublishers.ofFile(tar))
            .build();
    return JSON.readTree(checked(http.send(request, BodyHandlers.ofString()))).path("sha256").asString();
  }

  /** Submits a build and says its id. */
  long submit(String source, int priority) throws IOException, InterruptedException {
    HttpRequest request =
        request("/api/v1/builds")
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"source\":\"" + source + "\",\"priority\":" + priority + "}"))
            .build();
    JsonNode answer = JSON.readTree(checked(http.send(request, BodyHandlers.ofString())));
    return answer.path("builds").get(0).path("id").asLong();
  }

  /** How long an answer takes, in milliseconds. */
  double timeOf(String path) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    checked(http.send(request(path).GET().build(), BodyHandlers.ofString()));
    return (System.nanoTime() - begun) / 1e6;
  }

  /** The events of a build, as they come. */
  InputStream follow(long build) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        http.send(
            request("/api/v1/builds/" + build + "/events").header("Accept", "text/event-stream").GET().build(),
            BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new IOException("following is answered with " + response.statusCode());
    }
    return response.body();
  }

  /** Waits until a build is over. */
  void awaitOver(long build) throws IOException, InterruptedException {
    try (InputStream events = follow(build)) {
      events.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }

  private static String checked(HttpResponse<String> response) throws IOException {
    if (response.statusCode() / 100 != 2) {
      throw new IOException(response.request().uri() + ": " + response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  /** The most memory that the server had resident, in KiB. */
  long mostMemory() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(l -> l.startsWith("VmHWM:"))
        .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** The processor time that the server has used. */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
  }
}
