package dev.slipway.broker.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What platforms see. */
final class Published {
  private Published() {}

  /** Leaves out what is nothing: many platforms take a key that is there for a value. */
  static JsonNode withoutNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      List<String> empty = new ArrayList<>();
      for (Map.Entry<String, JsonNode> each : object.properties()) {
        if (each.getValue().isNull()) {
          empty.add(each.getKey());
        }
      }
      object.remove(empty);
    }
    node.forEach(Published::withoutNulls);
    return node;
  }
}
