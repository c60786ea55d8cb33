package dev.slipway.server.http;

import dev.slipway.database.Fault;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * The database cannot be used now: whoever asks is to ask again. This is the filter for what comes
 * before a route, where it is asked who somebody is; {@link Guard} has the routes.
 */
public final class Unavailable extends HttpFilter {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(Unavailable.class);

  /** After how many seconds the same may be asked again. */
  public static final String RETRY_AFTER = "5";

  /** What is answered then. */
  static final Problem PROBLEM =
      new Problem(
              "unavailable",
              HttpStatus.SERVICE_UNAVAILABLE,
              "the database cannot be used now, or too many wait for it; try again in "
                  + RETRY_AFTER
                  + " s")
          .with("Retry-After", RETRY_AFTER);

  /** A filter. */
  public Unavailable() {}

  /** Whether it was the database that could not be used. */
  public static boolean is(Throwable fault) {
    return Fault.of(fault) == Fault.DATABASE;
  }

  /** Logs that something failed: in one line where the database could not be used. */
  public static void tell(Logger log, String what, Exception fault) {
    if (is(fault)) {
      log.warn("{}, since the database cannot be used now: {}", what, Fault.reason(fault));
    } else {
      log.error(what, fault);
    }
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(request, response);
    } catch (RuntimeException | ServletException e) {
      if (!is(e) || response.isCommitted()) {
        throw e;
      }
      tell(LOG, request.getMethod() + " " + request.getRequestURI() + " is answered with 503", e);
      response.reset();
      PROBLEM.write(request, response);
    }
  }
}
