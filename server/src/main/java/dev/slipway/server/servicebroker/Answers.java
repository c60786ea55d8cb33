package dev.slipway.server.servicebroker;

import dev.slipway.broker.BrokerException;
import dev.slipway.server.http.Unavailable;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the broker answers.
 *
 * <p>Source: Open Service Broker API 2.17, "Service Broker Errors".
 */
final class Answers {
  private Answers() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ServerResponse of(HttpStatus status, ObjectNode body) {
    return json(ServerResponse.status(status), body.toString());
  }

  static ServerResponse json(ServerResponse.BodyBuilder begun, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return begun
        .contentType(MediaType.APPLICATION_JSON)
        .contentLength(bytes.length)
        .build((_, response) -> {
          response.getOutputStream().write(bytes);
          return null;
        });
  }

  static ServerResponse fault(HttpStatus status, String description) {
    return of(status, object().put("description", description));
  }

  /** The broker's database cannot be used now. */
  static ServerResponse unavailable() {
    String text = "the broker's database cannot be used now; try again";
    return json(
        ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE)
            .header("Retry-After", Unavailable.RETRY_AFTER),
        object().put("description", text).toString());
  }

  static ServerResponse of(BrokerException fault) {
    return of(fault, object());
  }

  /**
   * A refusal.
   *
   * @param body what is told besides
   */
  static ServerResponse of(BrokerException fault, ObjectNode body) {
    HttpStatus status = status(fault.code());
    if (status != HttpStatus.GONE) {
      fault.code().word().ifPresent(word -> body.put("error", word));
      body.put("description", fault.text());
    }
    ServerResponse.BodyBuilder answer = ServerResponse.status(status);
    if (status == HttpStatus.SERVICE_UNAVAILABLE) {
      answer.header("Retry-After", "30");
    }
    return json(answer, body.toString());
  }

  private static HttpStatus status(BrokerException.Code code) {
    return switch (code) {
      case INVALID -> HttpStatus.BAD_REQUEST;
      case UNKNOWN -> HttpStatus.NOT_FOUND;
      case CONFLICT -> HttpStatus.CONFLICT;
      case GONE -> HttpStatus.GONE;
      case ASYNC_REQUIRED,
          CONCURRENCY,
          MAINTENANCE_INFO,
          REQUIRES_APP,
          BOUND,
          CAPACITY,
          OVER_LIMIT,
          UNSUPPORTED ->
          HttpStatus.UNPROCESSABLE_CONTENT;
      case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case FAILED -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }
}
