package dev.slipway.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Holds answers against what the OpenAPI document promises. */
final class Contract {
  private static final JsonMapper JSON = new JsonMapper();

  private final JsonNode document = JSON.readTree(new OpenApi().json());
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  JsonNode document() {
    return document;
  }

  /** What the document says of an answer, which may be that there is none like it. */
  void check(String method, String path, int status, String type, String body) {
    Optional<JsonNode> item = item(path);
    if (item.isEmpty()) {
      assertThat(status).as("%s %s is not described", method, path).isIn(400, 404);
      body(document.at("/components/responses/Problem"), type, body, method + " " + path);
      return;
    }
    JsonNode operation = item.get().path(method.toLowerCase(Locale.ROOT));
    if (operation.isMissingNode()) {
      assertThat(status).as("%s %s is not described", method, path).isIn(400, 405);
      body(document.at("/components/responses/Problem"), type, body, method + " " + path);
      return;
    }
    JsonNode responses = operation.path("responses");
    JsonNode response = responses.path(String.valueOf(status));
    if (response.isMissingNode()) {
      assertThat(status)
          .as("%s %s: a status that is not described", method, path)
          .isBetween(400, 499);
      response = responses.path("default");
    }
    body(resolved(response), type, body, method + " " + path + " → " + status);
  }

  private Optional<JsonNode> item(String path) {
    JsonNode exact = document.path("paths").path(path);
    if (exact.isObject()) {
      return Optional.of(exact);
    }
    for (Map.Entry<String, JsonNode> each : document.path("paths").properties()) {
      String pattern = Pattern.quote(each.getKey()).replaceAll("\\{[a-z]+}", "\\\\E[^/]+\\\\Q");
      if (path.matches(pattern)) {
        return Optional.of(each.getValue());
      }
    }
    return Optional.empty();
  }

  private JsonNode resolved(JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isMissingNode() ? node : document.at(reference.asString().substring(1));
  }

  private void body(JsonNode response, String type, String body, String what) {
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      assertThat(body).as("%s: its body", what).isEmpty();
      return;
    }
    String plain = type.replaceAll(";.*", "");
    assertThat(content.has(plain)).as("%s: %s is described", what, type).isTrue();
    JsonNode schema = content.path(plain).path("schema");
    if (schema.isMissingNode()) {
      return;
    }
    List<String> wrong = new ArrayList<>();
    for (Error each : schema(schema).validate(body, InputFormat.JSON)) {
      wrong.add(each.toString());
    }
    assertThat(wrong).as("%s: %s", what, body).isEmpty();
  }

  /** A schema with what it refers to beside it. */
  private Schema schema(JsonNode schema) {
    return schemas.computeIfAbsent(
        schema.toString(),
        _ -> {
          ObjectNode whole = JSON.createObjectNode();
          whole.putArray("allOf").add(schema);
          whole.set("components", document.path("components"));
          return registry.getSchema(whole.toString(), InputFormat.JSON);
        });
  }
}
