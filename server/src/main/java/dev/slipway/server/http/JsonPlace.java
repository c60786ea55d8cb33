package dev.slipway.server.http;

import dev.slipway.definition.source.Quoted;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where something is in a JSON text.
 *
 * @param at its line and column
 * @param name its keys, as in {@code formats[1]}
 */
record JsonPlace(String at, String name) {
  static JsonPlace of(JsonMapper mapper, String text, JacksonException fault) {
    List<Reference> path = fault.getPath();
    if (path.isEmpty()) {
      return new JsonPlace(shown(fault.getLocation()), "the body");
    }
    StringBuilder name = new StringBuilder();
    JsonPointer pointer = JsonPointer.empty();
    for (Reference each : path) {
      String key = each.getPropertyName();
      if (key == null) {
        name.append('[').append(each.getIndex()).append(']');
        pointer = pointer.appendIndex(each.getIndex());
      } else {
        name.append(name.isEmpty() ? "" : ".").append(key);
        pointer = pointer.appendProperty(key);
      }
    }
    TokenStreamLocation at = find(mapper, text, pointer).orElse(fault.getLocation());
    return new JsonPlace(shown(at), Quoted.of(name.toString()));
  }

  /** Exceptions do not always know; who asks for the same once more while reading does. */
  private static Optional<TokenStreamLocation> find(
      JsonMapper mapper, String text, JsonPointer pointer) {
    try (JsonParser parser = mapper.createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.streamReadContext().pathAsPointer().equals(pointer)) {
          return Optional.of(parser.currentTokenLocation());
        }
      }
    } catch (JacksonException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static String shown(@Nullable TokenStreamLocation at) {
    return at == null || at.getLineNr() < 1
        ? "line 1"
        : "line " + at.getLineNr() + ", column " + at.getColumnNr();
  }
}
