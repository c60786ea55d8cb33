package dev.slipway.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Why something was not done (RFC 9457).
 *
 * @param kind the last word of its type, as in {@code urn:slipway:problem:conflict}
 * @param detail what is wrong, where, and what to do
 * @param mistakes each of a definition's mistakes
 * @param headers that go with the answer
 */
public record Problem(
    String kind,
    HttpStatus status,
    String detail,
    List<Mistake> mistakes,
    Map<String, String> headers) {
  /** What types of problems begin with. */
  public static final String TYPE = "urn:slipway:problem:";

  public Problem {
    mistakes = List.copyOf(mistakes);
    headers = Map.copyOf(headers);
  }

  /** One without mistakes of a definition. */
  public Problem(String kind, HttpStatus status, String detail) {
    this(kind, status, detail, List.of(), Map.of());
  }

  /**
   * A mistake in a file.
   *
   * @param line from 1; absent where it is the file as a whole
   * @param column from 1, in characters
   * @param severity {@code error} or {@code warning}
   */
  public record Mistake(
      String file,
      Optional<Integer> line,
      Optional<Integer> column,
      String severity,
      String message) {}

  /** The same with a detail of its own. */
  Problem detailed(String text) {
    return new Problem(kind, status, text, mistakes, headers);
  }

  /** The same with a header. */
  public Problem with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Problem(kind, status, detail, mistakes, more);
  }

  /** It as an answer; the path of the request that it answers is its instance. */
  public ServerResponse answer() {
    return ServerResponse.status(status)
        .build((request, response) -> {
          write(request, response);
          return null;
        });
  }

  /** Answers a request with it, where there is no route. */
  public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
    byte[] body = body(request.getRequestURI());
    headers.forEach(response::setHeader);
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** It as a JSON object. */
  byte[] body(String instance) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", TYPE + kind);
    fields.put("title", status.getReasonPhrase());
    fields.put("status", status.value());
    fields.put("detail", detail);
    fields.put("instance", instance);
    if (!mistakes.isEmpty()) {
      fields.put("errors", new ArrayList<>(mistakes));
    }
    return Json.text(fields).getBytes(StandardCharsets.UTF_8);
  }
}
