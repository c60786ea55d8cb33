package dev.slipway.server.http;

import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Has requests wait that come while what stands behind the web server is still starting. */
public final class AfterStart
    implements HandlerFilterFunction<ServerResponse, ServerResponse>, AutoCloseable {
  private final CompletableFuture<Boolean> started = new CompletableFuture<>();

  /** All has started. */
  public void started() {
    started.complete(true);
  }

  @Override
  public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next)
      throws Exception {
    return started.get()
        ? next.handle(request)
        : Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "the server could not start");
  }

  /** Refuses who still waits. */
  @Override
  public void close() {
    started.complete(false);
  }
}
