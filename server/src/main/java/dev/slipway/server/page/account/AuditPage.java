package dev.slipway.server.page.account;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.store.AuditLog;
import dev.slipway.queue.store.AuditRow;
import dev.slipway.server.page.frame.Frame;
import dev.slipway.server.page.frame.Html;
import dev.slipway.server.page.frame.Visit;
import dev.slipway.server.page.frame.Visitors;
import dev.slipway.server.security.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Who did what, for administrators. */
final class AuditPage {
  private static final int PAGE = 100;

  private final Visitors visitors;
  private final AuditLog log;
  private final Clock clock;

  AuditPage(Visitors visitors, AuditLog log, Clock clock) {
    this.visitors = visitors;
    this.log = log;
    this.clock = clock;
  }

  /** A page of the log, the newest first. */
  record View(Frame frame, List<AuditRow> entries, boolean hasMore, boolean isFirst, Instant now) {}

  RouterFunction<ServerResponse> routes() {
    return route().GET("/audit", this::show).build();
  }

  private ServerResponse show(ServerRequest request) throws QueueException {
    Visit visit = visitors.of(request).as(Caller.Role.ADMINISTRATOR);
    long before = visit.number("before", Long.MAX_VALUE);
    List<AuditRow> entries = log.page(before, PAGE + 1);
    return Html.page(
        JteauditGenerated::render,
        new View(
            visit.frame("Audit", Frame.Section.AUDIT),
            entries.stream().limit(PAGE).toList(),
            entries.size() > PAGE,
            before == Long.MAX_VALUE,
            clock.instant()));
  }
}
