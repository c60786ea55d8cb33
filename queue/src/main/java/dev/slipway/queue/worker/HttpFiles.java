package dev.slipway.queue.worker;

import dev.slipway.queue.protocol.ToWorker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Gets builds' sources from a server over HTTP, and puts artifacts to one. */
public final class HttpFiles implements BuildFiles {
  /** Some hours: a build does not fail because its server is away for a while. */
  private static final int TRIES = 2_000;

  /** Whatever is larger may be a disk, and most of a disk may be holes. */
  private static final long LARGE = 4L << 20;

  private final HttpClient http;

  /**
   * Files of whichever server a job names.
   *
   * @param trust whom to believe with TLS; the JDK's own authorities where it is null
   */
  public HttpFiles(@Nullable SSLContext trust) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .executor(Executors.newVirtualThreadPerTaskExecutor());
    if (trust != null) {
      builder.sslContext(trust);
    }
    this.http = builder.build();
  }

  /** Sends something, again and again where the server is not there. */
  private interface Exchange {
    int send() throws IOException, InterruptedException;
  }

  @Override
  public void source(ToWorker.Job job, Path to) throws IOException, InterruptedException {
    HttpRequest request = request(job, "source").GET().build();
    patiently(
        "the source",
        () -> {
          HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
          try (InputStream body = response.body()) {
            if (response.statusCode() == 200) {
              Files.copy(body, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
          }
          return response.statusCode();
        });
  }

  @Override
  public void artifact(ToWorker.Job job, Path file, String kind, String sha256)
      throws IOException, InterruptedException {
    String name = file.getFileName().toString();
    long size = Files.size(file);
    String path =
        "artifacts/%s?kind=%s&sha256=%s&size=%d"
            .formatted(encoded(name), encoded(kind), sha256, size);
    HttpRequest.Builder request = request(job, path);
    if (size > LARGE) {
      request
          .header("Content-Encoding", "zstd")
          .PUT(BodyPublishers.ofInputStream(() -> open(file)));
    } else {
      request.PUT(BodyPublishers.ofFile(file));
    }
    HttpRequest built = request.build();
    patiently(name, () -> http.send(built, BodyHandlers.discarding()).statusCode());
  }

  private static InputStream open(Path file) {
    try {
      return new ZstdFrames(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static HttpRequest.Builder request(ToWorker.Job job, String path) {
    return HttpRequest.newBuilder(URI.create(job.files()).resolve(path))
        .timeout(Duration.ofHours(2))
        .header("Authorization", "Bearer " + job.token());
  }

  private static void patiently(String what, Exchange exchange)
      throws IOException, InterruptedException {
    for (int i = 1; ; i++) {
      String fault;
      try {
        int status = exchange.send();
        if (status / 100 == 2) {
          return;
        }
        fault = "the server answers " + status;
        if (status / 100 == 4) {
          throw new Refused(what + ": " + fault);
        }
      } catch (Refused e) {
        throw e;
      } catch (IOException e) {
        fault = e.toString();
      }
      if (i == TRIES) {
        throw new IOException(what + ": " + fault);
      }
      Thread.sleep(Duration.ofMillis(Math.min(250L << i, 8_000)));
    }
  }

  /** The server does not want it, and will not when asked again. */
  private static final class Refused extends IOException {
    Refused(String message) {
      super(message);
    }
  }
}
