package dev.slipway.server.http;

import dev.slipway.definition.source.Quoted;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Refuses what JSON has and nothing here takes: nulls, and texts that databases refuse. */
final class PlainJson {
  private PlainJson() {}

  static void check(JsonNode node) throws Refusal {
    check(node, "");
  }

  private static void check(JsonNode node, String path) throws Refusal {
    if (node.isNull()) {
      throw Problems.invalid(Quoted.of(path) + " is null; leave it out instead");
    }
    if (node.isString()) {
      text(node.asString(), Quoted.of(path));
    }
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      text(each.getKey(), "a key");
      check(each.getValue(), path.isEmpty() ? each.getKey() : path + "." + each.getKey());
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      check(node.get(i), path + "[" + i + "]");
    }
  }

  private static void text(String text, String what) throws Refusal {
    if (text.indexOf('\0') >= 0) {
      throw Problems.invalid(what + " has a null character in it");
    }
    if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
      throw Problems.invalid(what + " has half of a character in it");
    }
  }
}
