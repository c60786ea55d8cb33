package dev.slipway.server.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is answered as JSON. What is not there is left out: there are no nulls. Times are ISO 8601
 * in UTC.
 */
public final class Json {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(i ->
              i.withValueInclusion(JsonInclude.Include.NON_ABSENT)
                  .withContentInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  private Json() {}

  /** A value as JSON on one line. */
  public static String text(Object value) {
    return JSON.writeValueAsString(value);
  }

  /** 200 with a value. */
  public static ServerResponse ok(Object value) {
    return answer(ServerResponse.ok(), text(value));
  }

  /** An answer with a value and a status. */
  public static ServerResponse of(HttpStatus status, Object value) {
    return answer(ServerResponse.status(status), text(value));
  }

  /** An answer, begun with its status and headers, and ended with a JSON text. */
  public static ServerResponse answer(ServerResponse.BodyBuilder begun, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    return begun
        .contentType(MediaType.APPLICATION_JSON)
        .contentLength(body.length)
        .build((_, response) -> {
          response.getOutputStream().write(body);
          return null;
        });
  }
}
