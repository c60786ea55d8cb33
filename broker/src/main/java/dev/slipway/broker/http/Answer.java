package dev.slipway.broker.http;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a server has answered.
 *
 * @param request what it was asked
 */
public record Answer(HttpRequest request, int status, HttpHeaders headers, String body) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONGEST = 300;

  /** Where servers say why; in this order. */
  private static final List<String> REASONS =
      List.of("/reason", "/error/message", "/Message", "/Code", "/error");

  private static final Pattern XML_CODE = Pattern.compile("<Code>([A-Za-z]+)</Code>");

  /** Too many requests, and what proxies say for a server that is away. */
  private static final List<Integer> LATER = List.of(429, 502, 503, 504);

  /**
   * Fails where the status is none of these.
   *
   * @throws BackendException with the server's own reason
   */
  public Answer expect(Integer... statuses) throws BackendException {
    if (Arrays.asList(statuses).contains(status)) {
      return this;
    }
    throw new BackendException(
        LATER.contains(status) ? Kind.UNAVAILABLE : Kind.REFUSED,
        request.method() + " " + Api.shown(request.uri()) + ": status " + status + reason());
  }

  /** What it holds. */
  public JsonNode json() throws BackendException {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      throw new BackendException(
          Kind.REFUSED, Api.shown(request.uri()) + ": its answer is no JSON", e);
    }
  }

  private String reason() {
    String text = body;
    try {
      JsonNode json = JSON.readTree(body);
      for (String each : REASONS) {
        JsonNode reason = json.at(each);
        if (reason.isString()) {
          text = reason.asString();
          break;
        }
      }
    } catch (JacksonException e) {
      // Not all servers say it in JSON; S3's say it in XML.
      Matcher code = XML_CODE.matcher(body);
      text = code.find() ? code.group(1) : body;
    }
    text = text.strip().replaceAll("\\s+", " ");
    if (text.length() > LONGEST) {
      text = text.substring(0, LONGEST) + "…";
    }
    return text.isEmpty() ? "" : ": " + text;
  }
}
