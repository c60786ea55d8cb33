package dev.slipway.server.operation;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Says whether a server lives and works. Anybody may ask; why something does not work is in the log
 * only.
 */
public final class HealthRoutes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HealthRoutes.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Who asks often does not make work with it. */
  private static final long FRESH = Duration.ofSeconds(5).toNanos();

  private final List<Check> checks;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private List<String> down = List.of();
  private long asked = System.nanoTime() - FRESH;

  /** Routes over what a server needs. */
  public HealthRoutes(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /** The routes below {@code /health}. */
  public RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/health/live", _ -> answer(HttpStatus.OK, List.of()))
        .GET("/health/ready", this::ready)
        .build();
  }

  private ServerResponse ready(ServerRequest request) throws InterruptedException {
    List<String> faulty = down();
    return answer(faulty.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, faulty);
  }

  private static ServerResponse answer(HttpStatus status, List<String> down) {
    return ServerResponse.status(status)
        .header("Cache-Control", "no-store")
        .body(Map.of("status", down.isEmpty() ? "up" : "down", "down", down));
  }

  private synchronized List<String> down() throws InterruptedException {
    if (System.nanoTime() - asked < FRESH) {
      return down;
    }
    List<Future<?>> running = new ArrayList<>();
    for (Check each : checks) {
      running.add(
          threads.submit(() -> {
            each.probe().run();
            return null;
          }));
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<String> faulty = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      if (!works(checks.get(i).name(), running.get(i), end)) {
        faulty.add(checks.get(i).name());
      }
    }
    asked = System.nanoTime();
    down = List.copyOf(faulty);
    return down;
  }

  private static boolean works(String name, Future<?> probe, long end) throws InterruptedException {
    try {
      probe.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException e) {
      LOG.warn("not ready: {}: {}", name, String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      probe.cancel(true);
      LOG.warn("not ready: {} has not answered in {} s", name, PATIENCE.toSeconds());
    }
    return false;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
