package dev.slipway.server.operation;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.server.security.Callers;
import java.net.InetAddress;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Hands out what is measured, to this machine and to accounts with an API token. */
public final class MetricsRoutes {
  private static final MediaType TEXT =
      MediaType.parseMediaType("text/plain; version=0.0.4; charset=utf-8");

  private final Metrics metrics;

  /** Routes over what is measured. */
  public MetricsRoutes(Metrics metrics) {
    this.metrics = metrics;
  }

  /** The route {@code /metrics}. */
  public RouterFunction<ServerResponse> routes() {
    return route().GET("/metrics", this::show).build();
  }

  private ServerResponse show(ServerRequest request) {
    if (!Callers.isAdmitted(request) && !isFromHere(request)) {
      return ServerResponse.status(HttpStatus.UNAUTHORIZED)
          .header("WWW-Authenticate", "Bearer")
          .contentType(MediaType.TEXT_PLAIN)
          .body("metrics are for this machine, and for API tokens\n");
    }
    return ServerResponse.ok().contentType(TEXT).body(metrics.text());
  }

  /** What a proxy on this machine passes on is not from here. */
  private static boolean isFromHere(ServerRequest request) {
    boolean forwarded =
        Stream.of("Forwarded", "X-Forwarded-For", "Via")
            .anyMatch(name -> request.headers().firstHeader(name) != null);
    return !forwarded
        && request
            .remoteAddress()
            .map(a -> Optional.ofNullable(a.getAddress()).map(InetAddress::isLoopbackAddress))
            .flatMap(local -> local)
            .orElse(false);
  }
}
