package dev.slipway.cli.service;

import dev.slipway.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A service of a catalog, for people. */
final class ServiceText {
  private ServiceText() {}

  static List<String> lines(JsonNode service) {
    List<String> lines = new ArrayList<>();
    lines.add(text(service, "name") + ": " + text(service, "description"));
    add(lines, "  ", text(service.path("metadata"), "longDescription"));
    add(lines, "  tags: ", words(service.path("tags")));
    add(lines, "  needs: ", words(service.path("requires")));
    add(lines, "  see ", text(service.path("metadata"), "documentationUrl"));
    if (!service.path("bindable").asBoolean(true)) {
      lines.add("  no application can be bound to it");
    }
    for (JsonNode plan : service.path("plans")) {
      lines.add("");
      lines.add(
          "%s (%s): %s".formatted(text(plan, "name"), Cost.of(plan), text(plan, "description")));
      plan.path("metadata")
          .path("bullets")
          .forEach(b -> lines.add("  - " + Text.plain(b.asString(""))));
      schema(lines, "create", plan.path("schemas").path("service_instance").path("create"));
      schema(lines, "update", plan.path("schemas").path("service_instance").path("update"));
      schema(lines, "bind", plan.path("schemas").path("service_binding").path("create"));
    }
    return lines;
  }

  private static void schema(List<String> lines, String command, JsonNode schema) {
    schema
        .path("parameters")
        .path("properties")
        .properties()
        .forEach(e ->
            lines.add(
                "  %s -p %s=%s  %s"
                    .formatted(
                        command,
                        Text.plain(e.getKey()),
                        text(e.getValue(), "type").toUpperCase(Locale.ROOT),
                        text(e.getValue(), "description"))
                    .stripTrailing()));
  }

  private static void add(List<String> lines, String before, String text) {
    if (!text.isEmpty()) {
      lines.add(before + text);
    }
  }

  private static String text(JsonNode node, String key) {
    return Text.plain(node.path(key).asString(""));
  }

  private static String words(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(w -> Text.plain(w.asString("")))
        .collect(Collectors.joining(", "));
  }
}
