package dev.slipway.release.store;

import dev.slipway.process.Event;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches a file of at most so many bytes; goes on where a connection broke. */
public final class RemoteFile {
  private static final int TRIES = 5;

  private final HttpClient client;
  private final long most;
  private final Duration silence;
  private final Duration pause;

  /**
   * With how it is fetched.
   *
   * @param most how many bytes at the most
   * @param silence how long a server may say nothing before it is asked again
   * @param pause before that; longer each time
   */
  public RemoteFile(HttpClient client, long most, Duration silence, Duration pause) {
    this.client = client;
    this.most = most;
    this.silence = silence;
    this.pause = pause;
  }

  /** A file's name, without what may be secret in its address. */
  static String name(URI url) {
    String path = url.getPath() == null ? "" : url.getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.isEmpty() ? String.valueOf(url.getHost()) : name;
  }

  private static String shown(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
  }

  /**
   * Fetches one into a new file.
   *
   * @throws ReleaseException with {@link Code#UNKNOWN} where there is none, with {@link
   *     Code#UNREACHABLE} where it does not come, with {@link Code#INVALID} where it is too large
   */
  void fetch(URI url, Path file, Event.Listener listener) throws IOException, InterruptedException {
    if (url.getHost() == null || url.getUserInfo() != null) {
      throw new ReleaseException(
          Code.INVALID,
          "releases are fetched from addresses like https://host/path without a password in them;"
              + " fetch it by other means and upload the file");
    }
    listener.on(new Event.Started("fetch", "fetch " + name(url)));
    Transfer transfer = new Transfer(url, file, listener);
    IOException last = new IOException("nothing was tried");
    for (int i = 0; i < TRIES; i++) {
      if (i > 0) {
        Thread.sleep(pause.multipliedBy(i));
      }
      try {
        transfer.attempt();
        listener.on(new Event.Finished("fetch", Event.Outcome.DONE, Duration.ZERO));
        return;
      } catch (ReleaseException e) {
        throw e;
      } catch (IOException e) {
        last = e;
      }
    }
    String reason = last.getMessage() == null ? last.toString() : last.getMessage();
    throw new ReleaseException(
        Code.UNREACHABLE,
        "cannot fetch %s: %s (tried %d times); check the address and the network"
            .formatted(shown(url), reason, TRIES),
        last);
  }

  /** One file with what has come of it, and what says whether the rest is still of the same. */
  private final class Transfer {
    private final URI url;
    private final Path file;
    private final Event.Listener listener;
    private Optional<String> validator = Optional.empty();
    private long has;

    Transfer(URI url, Path file, Event.Listener listener) {
      this.url = url;
      this.file = file;
      this.listener = listener;
    }

    void attempt() throws IOException, InterruptedException {
      HttpRequest.Builder request = HttpRequest.newBuilder(url);
      // Without it, the rest could be another file's.
      if (has > 0 && validator.isPresent()) {
        request.header("Range", "bytes=" + has + "-").header("If-Range", validator.get());
      }
      CompletableFuture<HttpResponse<Publisher<List<ByteBuffer>>>> answer =
          client.sendAsync(request.build(), BodyHandlers.ofPublisher());
      try {
        body(within(answer));
      } finally {
        answer.cancel(true);
      }
    }

    private void body(HttpResponse<Publisher<List<ByteBuffer>>> response)
        throws IOException, InterruptedException {
      HttpHeaders headers = response.headers();
      boolean goesOn =
          response.statusCode() == 206
              && headers.firstValue("Content-Range").orElse("").startsWith("bytes " + has + "-");
      check(response.statusCode(), goesOn);
      if (!goesOn) {
        has = 0;
        validator = validator(response);
      }
      long length = headers.firstValueAsLong("Content-Length").orElse(-1);
      long total = length < 0 ? -1 : has + length;
      if (total > most) {
        throw tooLarge();
      }
      try (Body body = new Body(file, has, most)) {
        response.body().subscribe(body);
        follow(body, body.end(), total);
      }
      if (total >= 0 && has < total) {
        throw new IOException("the connection ended early");
      }
    }

    /** Until all has come, or nothing comes any more. */
    private void follow(Body body, CompletableFuture<Boolean> end, long total)
        throws IOException, InterruptedException {
      boolean ended = false;
      while (!ended) {
        try {
          within(end);
          ended = true;
        } catch (HttpTimeoutException e) {
          if (body.has() == has) {
            throw e;
          }
        } finally {
          has = body.has();
          listener.on(new Event.Progress("fetch", has, Math.max(total, 0), "bytes"));
        }
        if (body.isTooLarge()) {
          throw tooLarge();
        }
        if (body.fault().isPresent()) {
          throw body.fault().get();
        }
      }
    }

    private <T> T within(CompletableFuture<T> future) throws IOException, InterruptedException {
      try {
        return future.get(silence.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        throw new HttpTimeoutException("nothing came for " + silence.toMillis() / 1000.0 + " s");
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException fault ? fault : new IOException(e.getCause());
      }
    }

    private static Optional<String> validator(HttpResponse<?> response) {
      return response
          .headers()
          .firstValue("ETag")
          .filter(tag -> !tag.startsWith("W/"))
          .or(() -> response.headers().firstValue("Last-Modified"));
    }

    private void check(int status, boolean goesOn) throws IOException {
      if (status == 404 || status == 410) {
        throw new ReleaseException(
            Code.UNKNOWN, "there is no " + shown(url) + "; check the address");
      }
      if (status == 401 || status == 403) {
        throw new ReleaseException(
            Code.UNREACHABLE,
            shown(url) + " is not given to everybody (" + status + "); fetch it by other means");
      }
      if (status == 206 && !goesOn || status == 416) {
        has = 0;
        validator = Optional.empty();
        throw new IOException("the server sent another part than was asked for");
      }
      if (status != 200 && status != 206) {
        throw new IOException("the server answered " + status);
      }
    }

    private ReleaseException tooLarge() {
      return new ReleaseException(
          Code.INVALID,
          "%s is larger than %,d bytes; allow more with --max-size".formatted(shown(url), most));
    }
  }
}
