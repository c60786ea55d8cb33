package dev.slipway.server.servicebroker;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.broker.store.Counts;
import dev.slipway.database.Database;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** What is measured, for the broker's users. */
public final class OperatingRoutes {
  private static final MediaType TEXT =
      MediaType.parseMediaType("text/plain; version=0.0.4; charset=utf-8");

  private final BrokerMetrics metrics;
  private final Database database;
  private final Users users;

  /** Over what is measured and counted. */
  public OperatingRoutes(BrokerMetrics metrics, Database database, Users users) {
    this.metrics = metrics;
    this.database = database;
    this.users = users;
  }

  /** The route {@code /metrics}. */
  public RouterFunction<ServerResponse> routes() {
    return route().GET("/metrics", this::show).build();
  }

  private ServerResponse show(ServerRequest request) {
    if (users.of(request.headers().firstHeader("Authorization")).isEmpty()) {
      return ServerResponse.status(HttpStatus.UNAUTHORIZED)
          .header("WWW-Authenticate", "Basic realm=\"service broker\", charset=\"UTF-8\"")
          .contentType(MediaType.TEXT_PLAIN)
          .body("metrics are for the broker's users\n");
    }
    return ServerResponse.ok().contentType(TEXT).body(metrics.text(Counts.of(database)));
  }
}
