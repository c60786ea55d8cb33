package dev.slipway.build.debian;

import dev.slipway.build.BuildException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Fetches files over HTTP, HTTPS or from this machine; goes on where an earlier try ended. */
public final class Fetcher {
  private static final int TRIES = 3;
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final ProxySelector proxies;
  private @Nullable HttpClient client;

  /** A fetcher that goes through these proxies. */
  public Fetcher(ProxySelector proxies) {
    this.proxies = proxies;
  }

  /**
   * Fetches a file, keeping what came of it should the transfer fail.
   *
   * @param file takes the bytes; what it has already is not fetched again
   * @param size how many bytes there are at the most; more is a fault
   * @param progress is told of bytes as they come, those already there included
   */
  void fetch(String url, Path file, long size, LongConsumer progress)
      throws IOException, InterruptedException {
    if (url.startsWith("file:")) {
      copy(url, file, size);
      progress.accept(size);
      return;
    }
    IOException last = new IOException("nothing was tried");
    long told = 0;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      long here = Files.exists(file) ? Files.size(file) : 0;
      if (here > size) {
        Files.delete(file);
        here = 0;
      }
      progress.accept(here - told);
      told = here;
      if (here == size && size > 0) {
        return;
      }
      try {
        download(url, file, here, size, progress);
        return;
      } catch (BuildException e) {
        throw e;
      } catch (IOException e) {
        last = e;
        told = Files.exists(file) ? Files.size(file) : 0;
        Thread.sleep(Duration.ofMillis(300L << attempt));
      }
    }
    throw new BuildException(
        BuildException.Code.DOWNLOAD,
        "cannot fetch %s: %s (%d of %d bytes came, tried %d times); check the mirror and the network and run the command again: what has been fetched is kept"
            .formatted(url, reason(last), told, size, TRIES),
        last);
  }

  private static String reason(IOException fault) {
    String message = fault.getMessage();
    return message == null ? fault.getClass().getSimpleName() : message;
  }

  private static void copy(String url, Path file, long size) throws IOException {
    Path source = Path.of(URI.create(url));
    if (!Files.isRegularFile(source) || Files.size(source) > size) {
      throw new BuildException(
          BuildException.Code.DOWNLOAD,
          "cannot fetch " + url + ": no such file of " + size + " bytes");
    }
    Files.deleteIfExists(file);
    Files.copy(source, file);
  }

  private void download(String url, Path file, long here, long size, LongConsumer progress)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(SILENCE);
    if (here > 0) {
      request.header("Range", "bytes=" + here + "-");
    }
    HttpResponse<InputStream> response =
        client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      int status = response.statusCode();
      if (status == 416 || (status == 200 && here > 0)) {
        Files.delete(file); // The server has no ranges, or another file: from the start.
        progress.accept(-here);
      }
      if (status == 404 || status == 410) {
        throw new BuildException(
            BuildException.Code.DOWNLOAD,
            url + " is not there any more; `--update` resolves the packages anew");
      }
      if (status != 200 && status != 206) {
        throw new IOException("the server answered " + status);
      }
      save(body, file, size, progress);
    }
  }

  private static void save(InputStream body, Path file, long size, LongConsumer progress)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    long has = Files.exists(file) ? Files.size(file) : 0;
    try (var out =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        has += n;
        if (has > size) {
          throw new IOException("more than " + size + " bytes came");
        }
        out.write(buffer, 0, n);
        progress.accept(n);
      }
    }
    if (has < size) {
      throw new IOException("the connection ended early");
    }
  }

  private synchronized HttpClient client() {
    HttpClient made = client;
    if (made == null) {
      made =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NORMAL)
              .connectTimeout(Duration.ofSeconds(20))
              .proxy(proxies)
              .build();
      client = made;
    }
    return made;
  }
}
