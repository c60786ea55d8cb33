package dev.slipway.server.api;

import dev.slipway.server.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The API's description (OpenAPI 3.1). It is written by hand in several files, each about one
 * thing, and put together here; tests hold it against what the server does.
 */
final class OpenApi {
  private static final List<String> PARTS =
      List.of(
          "openapi",
          "builds",
          "builds-schemas",
          "events",
          "artifacts",
          "consequences",
          "farm",
          "document",
          "accounts",
          "accounts-schemas",
          "problems");

  private String json = "";

  /** All of it as JSON; it is read when somebody asks for the first time. */
  synchronized String json() {
    if (json.isEmpty()) {
      Map<String, Object> whole = new LinkedHashMap<>();
      PARTS.forEach(part -> merge(whole, read(part)));
      json = Json.text(whole);
    }
    return json;
  }

  private static Map<?, ?> read(String part) {
    try (InputStream in =
        Objects.requireNonNull(OpenApi.class.getResourceAsStream("openapi/" + part + ".yml"))) {
      return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked") // YAML's mappings have texts as keys here.
  private static void merge(Map<String, Object> whole, Map<?, ?> part) {
    part.forEach((key, value) -> {
      Object there = whole.get(key);
      if (there instanceof Map && value instanceof Map<?, ?> more) {
        merge((Map<String, Object>) there, more);
      } else {
        whole.put((String) key, value instanceof Map<?, ?> m ? copy(m) : value);
      }
    });
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    Map<String, Object> copied = new LinkedHashMap<>();
    merge(copied, map);
    return copied;
  }
}
