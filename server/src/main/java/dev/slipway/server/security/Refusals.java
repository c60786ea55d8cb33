package dev.slipway.server.security;

import dev.slipway.server.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** What is answered before a request reaches its route: problems for programs, pages for people. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {
  /** A request without credentials. */
  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    if (Paths.isProgrammatic(request)) {
      challenge(request, response);
      new Problem("unauthorized", HttpStatus.UNAUTHORIZED, "sign in, or send an API token")
          .write(request, response);
      return;
    }
    String page = "/login?next=" + URLEncoder.encode(here(request), StandardCharsets.UTF_8);
    if (request.getHeader("HX-Request") != null) {
      // htmx would put the sign-in page into a part of this one.
      response.setStatus(HttpStatus.UNAUTHORIZED.value());
      response.setHeader("HX-Redirect", page);
      return;
    }
    response.setStatus(HttpStatus.SEE_OTHER.value());
    response.setHeader("Location", page);
  }

  private static String here(HttpServletRequest request) {
    if (!request.getMethod().equals("GET")) {
      return "/";
    }
    String query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : "?" + query);
  }

  /** A request whose caller may not do what it asks for. */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    String reason =
        e instanceof CsrfException
            ? "the page is of another session, or the header X-CSRF-Token is missing;"
                + " load the page again"
            : "your account's role, or the token's scopes, do not allow this";
    if (Paths.isProgrammatic(request)) {
      new Problem("forbidden", HttpStatus.FORBIDDEN, reason).write(request, response);
    } else {
      response.sendError(HttpStatus.FORBIDDEN.value(), reason);
    }
  }

  /** A request with credentials that are wrong. */
  void refuse(HttpServletRequest request, HttpServletResponse response, Refused refused)
      throws IOException {
    if (refused.status() == HttpStatus.UNAUTHORIZED) {
      challenge(request, response);
    }
    refused.retryAfter().ifPresent(seconds -> response.setHeader("Retry-After", seconds));
    String kind =
        refused.status() == HttpStatus.UNAUTHORIZED ? "unauthorized" : "too-many-requests";
    new Problem(kind, refused.status(), String.valueOf(refused.getMessage()))
        .write(request, response);
  }

  /** A browser that is asked for a password shows a window of its own, and keeps what it gets. */
  private static void challenge(HttpServletRequest request, HttpServletResponse response) {
    response.addHeader("WWW-Authenticate", "Bearer realm=\"slipway\"");
    if (!Paths.isBrowsers(request)) {
      response.addHeader("WWW-Authenticate", "Basic realm=\"slipway\", charset=\"UTF-8\"");
    }
  }
}
