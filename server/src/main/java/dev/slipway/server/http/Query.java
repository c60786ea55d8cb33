package dev.slipway.server.http;

import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Quoted;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.servlet.function.ServerRequest;

/** What comes after the question mark; strict as everything else is. */
public final class Query {
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f]{2}");

  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /**
   * The query of a request.
   *
   * @param known what may be in it
   * @throws Refusal where something else is in it, or something twice, or it is not UTF-8
   */
  public static Query of(ServerRequest request, String... known) throws Refusal {
    Map<String, String> values = new LinkedHashMap<>();
    String raw = request.servletRequest().getQueryString();
    for (String pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&")) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (!List.of(known).contains(name)) {
        throw Problems.invalid(
            "there is no query parameter "
                + Quoted.of(name)
                + " here"
                + Nearest.hint(name, List.of(known)));
      }
      if (values.put(name, value) != null) {
        throw Problems.invalid("the query parameter `" + name + "` is there twice; keep one");
      }
    }
    return new Query(values);
  }

  /** Percent-decodes, as forms are encoded. */
  private static String decode(String text) throws Refusal {
    byte[] bytes = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        if (!HEXADECIMAL.matcher(text).region(i + 1, Math.min(i + 3, text.length())).matches()) {
          throw Problems.invalid("the query has a `%` without two hexadecimal digits after it");
        }
        bytes[length++] = (byte) Integer.parseInt(text.substring(i + 1, i + 3), 16);
        i += 2;
      } else if (c < 0x80) {
        bytes[length++] = (byte) (c == '+' ? ' ' : c);
      } else {
        throw Problems.invalid("the query is not percent-encoded");
      }
    }
    try {
      String decoded =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
      if (decoded.chars().anyMatch(Character::isISOControl)) {
        throw Problems.invalid("the query has control characters in it");
      }
      return decoded;
    } catch (CharacterCodingException e) {
      throw Problems.invalid("the query is not UTF-8");
    }
  }

  /** A value, where it is there. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * A whole number.
   *
   * @param otherwise where it is not there
   */
  public long number(String name, long least, long most, long otherwise) throws Refusal {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value.matches("[0-9]{1,18}")) {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw Problems.invalid(
        "`%s` is a whole number from %d to %d, not %s"
            .formatted(name, least, most, Quoted.of(value)));
  }

  /** A word of those that are known. */
  public Optional<String> word(String name, Collection<String> known) throws Refusal {
    Optional<String> value = text(name);
    if (value.isPresent() && !known.contains(value.get())) {
      throw unknown(name, value.get(), known);
    }
    return value;
  }

  /** Words with commas between. */
  public List<String> words(String name, Collection<String> known) throws Refusal {
    List<String> words = text(name).map(v -> List.of(v.split(",", -1))).orElse(List.of());
    for (String each : words) {
      if (!known.contains(each)) {
        throw unknown(name, each, known);
      }
    }
    return words;
  }

  private static Refusal unknown(String name, String value, Collection<String> known) {
    return Problems.invalid(
        "`%s`: %s is none of %s%s"
            .formatted(
                name, Quoted.of(value), String.join(", ", known), Nearest.hint(value, known)));
  }
}
