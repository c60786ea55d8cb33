package dev.slipway.server.page.frame;

import dev.slipway.server.security.Callers;
import org.springframework.web.servlet.function.ServerRequest;

/** Finds out who visits a page. */
public final class Visitors {
  private final Callers callers;

  /** Those that are signed in. */
  public Visitors(Callers callers) {
    this.callers = callers;
  }

  /** A request for a page. */
  public Visit of(ServerRequest request) {
    return new Visit(request, callers.of(request));
  }
}
