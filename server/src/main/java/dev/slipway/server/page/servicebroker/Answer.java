package dev.slipway.server.page.servicebroker;

import dev.slipway.server.page.frame.Html;
import dev.slipway.server.security.Headers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Pages as answers, with the headers that the build service's pages have too. */
final class Answer {
  private static final String YEAR = "max-age=31536000";

  private Answer() {}

  static <T> ServerResponse page(ServerRequest request, Html.Template<T> template, T model) {
    return Html.page(HttpStatus.OK, headers(request), template, model);
  }

  static ServerResponse problem(
      ServerRequest request, HttpStatus status, Map<String, String> more, Problem problem) {
    Map<String, String> headers = headers(request);
    headers.putAll(more);
    return Html.page(status, headers, JteproblemGenerated::render, problem);
  }

  /** A page that says why there is no other. */
  record Problem(BrokerFrame frame, String message) {}

  private static Map<String, String> headers(ServerRequest request) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Security-Policy", Headers.CONTENT);
    headers.put("Referrer-Policy", "same-origin");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    if (request.servletRequest().isSecure()) {
      headers.put("Strict-Transport-Security", YEAR);
    }
    return headers;
  }
}
