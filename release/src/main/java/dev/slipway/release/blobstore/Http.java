package dev.slipway.release.blobstore;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What both stores on the web have in common. Redirects are not followed: a login goes where it is
 * configured to go, and only there.
 */
final class Http implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final int SLOWEST_BYTES_PER_SECOND = 32 << 10;

  private final String name;
  private final Duration silence;
  private final HttpClient client;

  /** With the store's name for messages: {@code the blob store s3.example.com}. */
  Http(String name, ProxySelector proxies, @Nullable SSLContext trust) {
    this(name, proxies, trust, SILENCE);
  }

  /** The same with how long a server may say nothing. */
  Http(String name, ProxySelector proxies, @Nullable SSLContext trust, Duration silence) {
    this.name = name;
    this.silence = silence;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(proxies)
            .connectTimeout(CONNECT);
    this.client = (trust == null ? builder : builder.sslContext(trust)).build();
  }

  /** Puts the headers of a method on a request, which may depend on all of it. */
  interface Headers {
    void on(HttpRequest.Builder request) throws IOException;
  }

  /** Sends a request without content and gives its status; what else comes is read over. */
  int status(String method, URI uri, Headers headers) throws IOException, InterruptedException {
    return answer(request(uri, headers).method(method, BodyPublishers.noBody()), Duration.ZERO);
  }

  /** Puts a file, and gives the status. */
  int put(URI uri, Path file, long size, Headers headers) throws IOException, InterruptedException {
    HttpRequest.BodyPublisher content =
        size == 0 ? BodyPublishers.noBody() : BodyPublishers.ofFile(file);
    return answer(
        request(uri, headers).PUT(content), Duration.ofSeconds(size / SLOWEST_BYTES_PER_SECOND));
  }

  private int answer(HttpRequest.Builder request, Duration longer)
      throws IOException, InterruptedException {
    HttpResponse<Void> answer =
        send(request.build(), BodyHandlers.discarding(), silence.plus(longer));
    return answer.statusCode();
  }

  /** Gets what a file does not have yet. */
  void get(URI uri, String id, Path file, long most, LongConsumer came, Headers headers)
      throws IOException, InterruptedException {
    try (Appending out = Appending.to(file, most, came)) {
      if (!get(uri, id, out, headers)) {
        out.restart();
        boolean _ = get(uri, id, out, headers);
      }
    }
  }

  /** Gets the rest of an object; false where there is no rest of it: all is there, or too much. */
  private boolean get(URI uri, String id, Appending out, Headers headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(uri, headers).GET();
    long here = out.size();
    if (here > 0) {
      request.header("Range", "bytes=" + here + "-");
    }
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer =
        send(request.build(), BodyHandlers.ofPublisher(), silence);
    try (Body body = new Body(answer.body(), silence)) {
      int status = answer.statusCode();
      if (status == 416 && here > 0) {
        return false;
      }
      if (status != 200 && status != 206) {
        throw fault("GET", id, status);
      }
      if (status == 200 && here > 0) {
        out.restart();
      }
      String range = answer.headers().firstValue("Content-Range").orElse("");
      if (status == 206 && (here == 0 || !range.startsWith("bytes " + here + "-"))) {
        throw new IOException(name + " gave another part than the one asked for");
      }
      body.copy(out);
      return true;
    }
  }

  private static HttpRequest.Builder request(URI uri, Headers headers) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    headers.on(request);
    return request;
  }

  /** The answer's head; the client's own time limit may count for its body too. */
  private <T> HttpResponse<T> send(
      HttpRequest request, HttpResponse.BodyHandler<T> handler, Duration limit)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> answer = client.sendAsync(request, handler);
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException(name + " did not answer for " + limit.toMillis() / 1000.0 + " s", e);
    } catch (ExecutionException e) {
      throw lost(e.getCause() == null ? e : e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private IOException lost(Throwable cause) {
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    if (cause instanceof SSLException && why.contains("PKIX")) {
      return new ReleaseException(
          Code.UNREACHABLE,
          name
              + " has a certificate that nobody known here has signed; give its authority's"
              + " certificate in the option tls.cert.ca, or ssl_verify_peer: false for S3",
          cause);
    }
    return new IOException(name + " cannot be reached: " + why, cause);
  }

  /** What a status means that is no success. */
  IOException fault(String method, String id, int status) {
    String begin = name + " answered " + method + " of " + id + " with " + status;
    return switch (status) {
      case 404, 410 -> new ReleaseException(Code.UNKNOWN, name + " has no object " + id);
      case 401, 403 ->
          new ReleaseException(
              Code.UNREACHABLE,
              begin
                  + "; see whether the login in config/private.yml or the environment may do"
                  + " that");
      case 301, 302, 307, 308 ->
          new ReleaseException(
              Code.UNREACHABLE, begin + ", which leads elsewhere; see to the host and the region");
      case 408, 423, 425, 429 -> new IOException(begin);
      case 507 -> new ReleaseException(Code.UNREACHABLE, begin + "; it is full");
      default ->
          status >= 500 ? new IOException(begin) : new ReleaseException(Code.UNREACHABLE, begin);
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
