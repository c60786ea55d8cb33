package dev.slipway.cli.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What a plan costs, as catalogs tell platforms. */
final class Cost {
  private Cost() {}

  static String of(JsonNode plan) {
    List<String> all = new ArrayList<>();
    for (JsonNode cost : plan.path("metadata").path("costs")) {
      String unit = cost.path("unit").asString("").toLowerCase(Locale.ROOT).replaceFirst("ly$", "");
      cost.path("amount")
          .properties()
          .forEach(e ->
              all.add(
                  "%s %s%s"
                      .formatted(
                          e.getValue().asString(""),
                          e.getKey().toUpperCase(Locale.ROOT),
                          unit.isEmpty() ? "" : "/" + unit)));
    }
    if (!all.isEmpty()) {
      return String.join(" + ", all);
    }
    return plan.path("free").asBoolean(true) ? "free" : "paid";
  }
}
