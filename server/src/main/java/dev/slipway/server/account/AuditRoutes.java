package dev.slipway.server.account;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.store.AuditLog;
import dev.slipway.queue.store.AuditRow;
import dev.slipway.server.http.Json;
import dev.slipway.server.http.Query;
import dev.slipway.server.http.Refusal;
import java.util.List;
import java.util.Optional;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The audit log, for administrators. */
final class AuditRoutes {
  private final AuditLog log;

  AuditRoutes(AuditLog log) {
    this.log = log;
  }

  /**
   * A page, the newest first.
   *
   * @param next the {@code before} of the page after it; none where it is the last
   */
  private record Page(List<AuditRow> entries, Optional<Long> next) {}

  RouterFunction<ServerResponse> routes() {
    return route().GET("/api/v1/audit", this::page).build();
  }

  private ServerResponse page(ServerRequest request) throws Refusal {
    Query query = Query.of(request, "before", "limit");
    long before = query.number("before", 1, Long.MAX_VALUE, Long.MAX_VALUE);
    int limit = (int) query.number("limit", 1, 1000, 100);
    List<AuditRow> entries = log.page(before, limit);
    Optional<Long> next =
        entries.size() == limit ? Optional.of(entries.getLast().id()) : Optional.empty();
    return Json.ok(new Page(entries, next));
  }
}
