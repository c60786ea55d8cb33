package dev.slipway.queue.staging;

import dev.slipway.queue.Secret;
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
import java.time.Duration;
import java.util.Base64;
import java.util.OptionalLong;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A folder of a web server that takes PUT, HEAD and DELETE: WebDAV (RFC 4918), or an artifact
 * server. Redirects are not followed: the login goes where it is configured to go, and only there.
 */
final class HttpPlace implements Place {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofSeconds(30);
  private static final int SLOWEST_BYTES_PER_SECOND = 64 << 10;

  private final URI folder;
  private final String authorization;
  private final HttpClient client;

  HttpPlace(URI folder, Credential credential, @Nullable SSLContext trust) {
    this.folder = folder;
    this.authorization = authorization(credential);
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT);
    this.client = (trust == null ? builder : builder.sslContext(trust)).build();
  }

  private static String authorization(Credential credential) {
    String password = credential.password().map(Secret::text).orElse("");
    if (credential.user().isEmpty()) {
      return password.isEmpty() ? "" : "Bearer " + password;
    }
    String login = credential.user().get() + ":" + password;
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void write(String path, Item item) throws IOException, InterruptedException {
    int status = put(path, item);
    if (status == 404 || status == 409) {
      // WebDAV (RFC 4918, section 9.7.1): its folders are not there.
      makeFolders(path);
      status = put(path, item);
    }
    expect(status / 100 == 2, "PUT", path, status);
  }

  private int put(String path, Item item) throws IOException, InterruptedException {
    Duration limit = SHORT.plusSeconds(item.size() / SLOWEST_BYTES_PER_SECOND);
    HttpRequest.BodyPublisher body =
        item.size() == 0
            ? BodyPublishers.noBody()
            : BodyPublishers.fromPublisher(
                BodyPublishers.ofInputStream(() -> open(item)), item.size());
    return send(request(path, limit).header("If-None-Match", "*").PUT(body));
  }

  private static InputStream open(Item item) {
    try {
      return item.content().open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void makeFolders(String path) throws IOException, InterruptedException {
    for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      String parent = path.substring(0, at + 1);
      int status = send(request(parent, SHORT).method("MKCOL", BodyPublishers.noBody()));
      // 405: it is there.
      expect(status / 100 == 2 || status == 405, "MKCOL", parent, status);
    }
  }

  @Override
  public OptionalLong size(String path) throws IOException, InterruptedException {
    HttpResponse<Void> answer =
        client.send(request(path, SHORT).HEAD().build(), BodyHandlers.discarding());
    int status = answer.statusCode();
    if (status == 404 || status == 410) {
      return OptionalLong.empty();
    }
    expect(status == 200, "HEAD", path, status);
    // Apache leaves it out where it is 0.
    return OptionalLong.of(answer.headers().firstValueAsLong("Content-Length").orElse(0));
  }

  @Override
  public void remove(String path) throws IOException, InterruptedException {
    int status = send(request(path, SHORT).DELETE());
    expect(status / 100 == 2 || status == 404, "DELETE", path, status);
  }

  private HttpRequest.Builder request(String path, Duration limit) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(folder.resolve(path)).timeout(limit);
    return authorization.isEmpty() ? builder : builder.header("Authorization", authorization);
  }

  private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private static void expect(boolean wanted, String method, String path, int status)
      throws IOException {
    if (!wanted) {
      String why =
          switch (status) {
            case 401, 403 -> "; see whether the login may do that";
            case 405, 501 -> "; publishing needs PUT, HEAD and DELETE";
            case 412 -> "; a file of that name came meanwhile";
            default -> "";
          };
      throw new IOException(
          "%s of `%s` was answered with %d%s".formatted(method, path, status, why));
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
