package dev.slipway.server.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** What paths are for. */
final class Paths {
  /** Printable ASCII that no browser takes for another host's address. */
  private static final Pattern LOCAL = Pattern.compile("/(?!/)[\\x21-\\x7e&&[^\\\\]]{0,500}");

  private Paths() {}

  /** Whether programs ask here rather than people: these get problems instead of pages. */
  static boolean isProgrammatic(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.equals("/api")
        || path.startsWith("/api/")
        || path.equals("/rest")
        || path.startsWith("/rest/")
        || path.equals("/metrics");
  }

  /** Whether a browser asks; all of them say where a request comes from. */
  static boolean isBrowsers(HttpServletRequest request) {
    return request.getHeader("Sec-Fetch-Site") != null;
  }

  /** Whether workers ask here, whose leases have tokens of their own. */
  static boolean isWorkers(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/worker/v1/");
  }

  /** A path to go to after signing in; empty where it leads elsewhere. */
  static Optional<String> local(String path) {
    return LOCAL.matcher(path).matches() ? Optional.of(path) : Optional.empty();
  }
}
