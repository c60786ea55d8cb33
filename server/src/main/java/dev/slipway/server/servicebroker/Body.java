package dev.slipway.server.servicebroker;

import dev.slipway.broker.BrokerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request's JSON object. Keys that nobody knows are left alone, as the API has it; what is blank
 * counts as missing.
 */
final class Body {
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_TO_SKIP = 32 << 20;
  private static final int LONGEST_ID = 255;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final ObjectNode object;

  /** An object within one. */
  Body(ObjectNode object) {
    this.object = object;
  }

  static Body read(ServerRequest request) throws BrokerException, IOException {
    Optional<MediaType> type;
    try {
      type = request.headers().contentType();
    } catch (InvalidMediaTypeException e) {
      type = Optional.empty();
    }
    if (type.isEmpty() || !MediaType.APPLICATION_JSON.includes(type.get())) {
      throw invalid("the body is to be JSON: send `Content-Type: application/json`");
    }
    if (type.get().getParameter("charset") != null && !isUtf8(type.get())) {
      throw invalid("JSON is UTF-8: send `Content-Type: application/json`");
    }
    byte[] bytes;
    try (InputStream in = request.servletRequest().getInputStream()) {
      bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        skip(in);
      }
    }
    if (bytes.length > MOST_BYTES) {
      throw invalid("the body is larger than a MiB");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (JSON.readTree(text) instanceof ObjectNode object) {
        return new Body(object);
      }
      throw invalid("the body is no JSON object");
    } catch (CharacterCodingException e) {
      throw invalid("the body is not UTF-8");
    } catch (JacksonException e) {
      throw invalid("the body is not JSON that can be read: " + place(e));
    }
  }

  /** Most clients read an answer only when they have sent all. */
  private static void skip(InputStream in) throws IOException {
    byte[] bytes = new byte[1 << 14];
    for (int all = 0; all < MOST_TO_SKIP; ) {
      int read = in.read(bytes);
      if (read < 0) {
        return;
      }
      all += read;
    }
  }

  /** What was kept of a body; its numbers have all their digits. */
  static JsonNode json(String kept) {
    return JSON.readTree(kept);
  }

  private static boolean isUtf8(MediaType type) {
    return StandardCharsets.UTF_8.name().equalsIgnoreCase(type.getParameter("charset"));
  }

  private static String place(JacksonException e) {
    String message = String.valueOf(e.getOriginalMessage());
    return e.getLocation() == null
        ? message
        : "line %d, column %d: %s"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr(), message);
  }

  /** A text that has to be there. */
  String need(String key) throws BrokerException {
    return text(key).orElseThrow(() -> invalid("`" + key + "` is missing"));
  }

  /** A text. */
  Optional<String> text(String key) throws BrokerException {
    JsonNode value = object.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw invalid("`" + key + "` is no text");
    }
    if (value.stringValue().length() > LONGEST_ID) {
      throw invalid("`" + key + "` is longer than 255 characters");
    }
    String text = value.stringValue();
    if (text.indexOf('\0') >= 0 || isBroken(text)) {
      throw invalid("`" + key + "` has a character in it that no text has");
    }
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }

  /** An object; an empty one where there is none. */
  ObjectNode object(String key) throws BrokerException {
    return optional(key).orElseGet(JsonNodeFactory.instance::objectNode);
  }

  /** An object. */
  Optional<ObjectNode> optional(String key) throws BrokerException {
    JsonNode value = object.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (value instanceof ObjectNode found) {
      String text = found.toString();
      if (text.contains("\\u0000") || isBroken(text)) {
        throw invalid(
            "`" + key + "` has U+0000 or half a character in it, which no database keeps");
      }
      return Optional.of(found);
    }
    throw invalid("`" + key + "` is no object");
  }

  /** Whether a half of a surrogate pair is in it. */
  private static boolean isBroken(String text) {
    return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /** The version that the platform thinks of. */
  Optional<String> maintenance() throws BrokerException {
    Optional<ObjectNode> info = optional("maintenance_info");
    return info.isEmpty() ? Optional.empty() : new Body(info.get()).text("version");
  }

  static BrokerException invalid(String message) {
    return new BrokerException(BrokerException.Code.INVALID, message);
  }
}
