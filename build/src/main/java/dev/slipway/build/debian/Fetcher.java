package dev.slipway.build.debian;

import dev.slipway.build.BuildException;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Fetches files over HTTP, HTTPS or from this machine; goes on where an earlier try ended. */
public final class Fetcher {
  private static final int TRIES = 3;
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final ProxySelector proxies;
  private final Duration silence;
  private final Duration pause;
  private @Nullable HttpClient client;

  /** A fetcher that goes through these proxies. */
  public Fetcher(ProxySelector proxies) {
    this(proxies, SILENCE, PAUSE);
  }

  /**
   * A fetcher with its times.
   *
   * @param silence how long a server may say nothing before a try is given up
   * @param pause between the first two tries; twice as long before the next
   */
  Fetcher(ProxySelector proxies, Duration silence, Duration pause) {
    this.proxies = proxies;
    this.silence = silence;
    this.pause = pause;
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
      if (attempt > 0) {
        Thread.sleep(pause.multipliedBy(attempt));
      }
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
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (here > 0) {
      request.header("Range", "bytes=" + here + "-");
    }
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = answer(request.build());
    try (BodyInTime body = new BodyInTime(response.body(), silence)) {
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

  /** The response's head; its own time limit counts for the whole body in some Javas. */
  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer(HttpRequest request)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
        client().sendAsync(request, HttpResponse.BodyHandlers.ofPublisher());
    try {
      return answer.get(silence.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer came for " + silence.toMillis() / 1000.0 + " s", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException fault) {
        throw fault;
      }
      throw new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static void save(BodyInTime body, Path file, long size, LongConsumer progress)
      throws IOException, InterruptedException {
    long has = Files.exists(file) ? Files.size(file) : 0;
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (Optional<List<ByteBuffer>> some = body.next(); some.isPresent(); some = body.next()) {
        for (ByteBuffer buffer : some.get()) {
          int n = buffer.remaining();
          has += n;
          if (has > size) {
            throw new IOException("more than " + size + " bytes came");
          }
          while (buffer.hasRemaining()) {
            out.write(buffer);
          }
          progress.accept(n);
        }
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
