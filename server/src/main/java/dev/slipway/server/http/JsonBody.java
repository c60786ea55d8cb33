package dev.slipway.server.http;

import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/** A request's body that is JSON: read strictly, into a record. */
public final class JsonBody {
  /** The most bytes that one has. */
  public static final int MOST_BYTES = 1 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              text -> {
                for (CoercionInputShape each :
                    List.of(
                        CoercionInputShape.Integer,
                        CoercionInputShape.Float,
                        CoercionInputShape.Boolean)) {
                  text.setCoercion(each, CoercionAction.Fail);
                }
              })
          .build();

  private JsonBody() {}

  /**
   * Reads one.
   *
   * @throws Refusal where it is not JSON, not said to be, too large, or not what the record takes
   */
  public static <T> T read(ServerRequest request, Class<T> type) throws Refusal, IOException {
    return read(bytes(request), type);
  }

  /**
   * The bytes of a body that is said to be JSON.
   *
   * @throws Refusal where it is not, or too large
   */
  public static byte[] bytes(ServerRequest request) throws Refusal, IOException {
    ContentTypes.require(request, MediaType.APPLICATION_JSON);
    try (InputStream in = request.servletRequest().getInputStream()) {
      byte[] body = in.readNBytes(MOST_BYTES + 1);
      if (body.length > MOST_BYTES) {
        throw new Refusal(
            new Problem(
                "too-large",
                HttpStatus.CONTENT_TOO_LARGE,
                "a JSON body has at most %,d bytes".formatted(MOST_BYTES)));
      }
      return body;
    }
  }

  /** Reads a record from JSON. */
  public static <T> T read(byte[] body, Class<T> type) throws Refusal {
    String text = text(body);
    try {
      JsonNode tree = JSON.readTree(text);
      if (!tree.isObject()) {
        throw Problems.invalid("the body is not a JSON object");
      }
      PlainJson.check(tree);
      return JSON.readValue(text, type);
    } catch (JacksonException e) {
      throw Problems.invalid(reason(text, e));
    }
  }

  private static String text(byte[] body) throws Refusal {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw Problems.invalid("the body is not UTF-8");
    }
  }

  private static String reason(String text, JacksonException e) {
    JsonPlace place = JsonPlace.of(JSON, text, e);
    if (e instanceof UnrecognizedPropertyException unknown) {
      List<String> known =
          unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
      return "%s: there is no key %s here%s"
          .formatted(
              place.at(),
              Quoted.of(unknown.getPropertyName()),
              Nearest.to(unknown.getPropertyName(), known)
                  .map(near -> "; did you mean `" + near + "`?")
                  .orElse("; there are " + String.join(", ", known)));
    }
    if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      return "%s: %s is not %s".formatted(place.at(), place.name(), what(mismatch.getTargetType()));
    }
    return "the body is not JSON that can be read here: " + place.at();
  }

  private static String what(Class<?> type) {
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
      return "a whole number that is not too large";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "a text";
    }
    return Iterable.class.isAssignableFrom(type) ? "a list" : "an object";
  }
}
