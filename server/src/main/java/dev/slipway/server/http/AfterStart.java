package dev.slipway.server.http;

import java.util.concurrent.CountDownLatch;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Has requests wait that come while what stands behind the web server is still starting. */
public final class AfterStart implements HandlerFilterFunction<ServerResponse, ServerResponse> {
  private final CountDownLatch started = new CountDownLatch(1);

  /** All has started. */
  public void started() {
    started.countDown();
  }

  @Override
  public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next)
      throws Exception {
    started.await();
    return next.handle(request);
  }
}
