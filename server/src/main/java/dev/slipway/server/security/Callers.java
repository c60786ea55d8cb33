package dev.slipway.server.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.servlet.function.ServerRequest;

/** Finds out who asks. */
public interface Callers {
  /** Who made a request. */
  Caller of(ServerRequest request);

  /** Those whom the {@linkplain Admission filter} has let in. */
  static Callers admitted() {
    return request ->
        request
            .attribute(Caller.class.getName())
            .map(Caller.class::cast)
            .orElseThrow(() -> new IllegalStateException("a route that is open asks for a caller"));
  }

  /** Whether the filter has let somebody in. */
  static boolean isAdmitted(ServerRequest request) {
    return request.attribute(Caller.class.getName()).isPresent();
  }

  /** Makes a caller known to the routes. */
  static void admit(HttpServletRequest request, Caller caller) {
    request.setAttribute(Caller.class.getName(), caller);
  }
}
