package dev.slipway.server.operation;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.web.servlet.HandlerMapping;

/** Measures how long requests take, by the pattern of their route. */
public final class RequestTimes extends HttpFilter {
  private static final long serialVersionUID = 1;

  private final transient Answered answered;

  /** Hears of requests that were answered. */
  public interface Answered {
    /** A request was answered. */
    void answered(String method, String route, int status, Duration took);
  }

  /** Tells of all requests but streams. */
  public RequestTimes(Answered answered) {
    this.answered = answered;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long begun = System.nanoTime();
    try {
      chain.doFilter(request, response);
    } finally {
      boolean stream =
          Optional.ofNullable(response.getContentType())
              .filter(type -> type.startsWith("text/event-stream"))
              .isPresent();
      if (!stream) {
        Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        answered.answered(
            request.getMethod(),
            route == null ? "none" : route.toString(),
            response.getStatus(),
            Duration.ofNanos(System.nanoTime() - begun));
      }
    }
  }
}
