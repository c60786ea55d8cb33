package dev.slipway.server.api;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.store.Queue;
import dev.slipway.queue.store.WorkerRow;
import dev.slipway.queue.store.Workers;
import dev.slipway.server.http.ContentTypes;
import dev.slipway.server.http.Json;
import dev.slipway.server.http.Query;
import dev.slipway.server.http.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The workers, and what waits for them. */
final class FarmRoutes {
  /** Workers tell of themselves every few seconds. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final Access access;
  private final Workers workers;
  private final Queue queue;
  private final Clock clock;

  FarmRoutes(Access access, Workers workers, Queue queue, Clock clock) {
    this.access = access;
    this.workers = workers;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * A worker as the API shows it.
   *
   * @param state {@code ready}, {@code draining}, or {@code silent} where it was not heard of
   *     lately
   * @param free bytes of disk
   */
  record WorkerView(
      String id,
      String host,
      String version,
      List<String> architectures,
      String state,
      int slots,
      int busy,
      long free,
      Instant started,
      Instant seen) {
    private static WorkerView of(WorkerRow row, Instant now) {
      boolean silent = row.seen().plus(SILENCE).isBefore(now);
      return new WorkerView(
          row.id(),
          row.host(),
          row.version(),
          row.architectures(),
          silent ? "silent" : row.draining() ? "draining" : "ready",
          row.slots(),
          row.busy(),
          row.free(),
          row.started(),
          row.seen());
    }
  }

  /** All workers. */
  record AllWorkers(List<WorkerView> workers) {}

  /** The queue of each architecture that has builds. */
  record Queues(List<Queue.Depth> architectures) {}

  RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/api/v1/workers", this::workers)
        .GET("/api/v1/queue", this::queue)
        .build()
        .filter(ContentTypes.json());
  }

  private ServerResponse workers(ServerRequest request) throws Refusal {
    Query.of(request);
    access.caller(request);
    Instant now = clock.instant();
    return Json.ok(new AllWorkers(workers.all().stream().map(w -> WorkerView.of(w, now)).toList()));
  }

  private ServerResponse queue(ServerRequest request) throws Refusal {
    Query.of(request);
    access.caller(request);
    return Json.ok(new Queues(queue.depths()));
  }
}
