package dev.slipway.broker.http;

import dev.slipway.broker.address.Trust;
import dev.slipway.broker.address.Unbelieved;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;

/**
 * A server's HTTP API. Each call has a time limit; what does not answer is {@link
 * Kind#UNAVAILABLE}. Messages name host, path and reason, never a header.
 */
public final class Api implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** How long a call may take. */
  public static final Duration CALL = Duration.ofSeconds(30);

  private final URI base;
  private final Duration limit;
  private final HttpClient client;

  /**
   * An API below an address.
   *
   * @param base without a slash at its end, and without a login
   * @param trust whose certificates are believed
   */
  public Api(URI base, Trust trust) {
    this(base, trust, CALL);
  }

  Api(URI base, Trust trust, Duration limit) {
    this.base = base;
    this.limit = limit;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .sslContext(trust.context())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /**
   * Begins a request.
   *
   * @param path begins with a slash; what is special in it is encoded already
   */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(limit);
  }

  /**
   * Sends one; whatever is answered is an answer. Where the connection ends without an answer, it
   * is sent once more: the server may have closed one that was kept, and all that is asked of back
   * ends can be asked again.
   */
  public Answer send(HttpRequest request) throws BackendException {
    try {
      HttpResponse<String> response = sendOrRepeat(request);
      return new Answer(request, response.statusCode(), response.headers(), response.body());
    } catch (HttpTimeoutException e) {
      throw fault(request, "it does not answer in time", e);
    } catch (IOException e) {
      String said = e.getMessage() == null ? "it cannot be reached" : e.getMessage();
      throw fault(request, Unbelieved.reason(e).orElse(said), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fault(request, "waiting for it was ended", e);
    }
  }

  private HttpResponse<String> sendOrRepeat(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (HttpTimeoutException | ConnectException e) {
      throw e;
    } catch (IOException e) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  private static BackendException fault(HttpRequest request, String why, Exception cause) {
    return new BackendException(Kind.UNAVAILABLE, shown(request.uri()) + ": " + why, cause);
  }

  /** Without what follows the path: it may hold keys. */
  static String shown(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
