package dev.slipway.cli.service;

import dev.slipway.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What a service is told beside its plan. */
final class ParameterOptions {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  @Option(
      names = {"-p", "--parameter"},
      paramLabel = "KEY=VALUE",
      description = {
        "A parameter. Numbers, true, false, null and what begins with { [ or \" are JSON,",
        "anything else is a text."
      })
  private Map<String, String> single = new LinkedHashMap<>();

  @Option(
      names = "--parameters",
      paramLabel = "FILE|JSON",
      description = "All parameters: a JSON object, or a file with one.")
  private @Nullable String all;

  /** An object; an empty one where there are none. */
  ObjectNode read(Path folder) throws IOException {
    ObjectNode found = all == null ? JsonNodeFactory.instance.objectNode() : object(all, folder);
    single.forEach((key, value) -> found.set(key, value(key, value)));
    return found;
  }

  private static ObjectNode object(String text, Path folder) throws IOException {
    boolean inline = text.strip().startsWith("{");
    String where = inline ? "--parameters" : text;
    String json = inline ? text : Files.readString(folder.resolve(text));
    try {
      if (JSON.readTree(json) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw new UsageException(where + " is no JSON: " + e.getOriginalMessage());
    }
    throw new UsageException(where + " is no JSON object; write one as {\"key\": \"value\"}");
  }

  private static JsonNode value(String key, String text) {
    boolean json =
        text.matches(
            "(?s)true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?|[\\[{\"].*");
    try {
      return json ? JSON.readTree(text) : StringNode.valueOf(text);
    } catch (JacksonException e) {
      throw new UsageException("the parameter `" + key + "` is no JSON: " + e.getOriginalMessage());
    }
  }
}
