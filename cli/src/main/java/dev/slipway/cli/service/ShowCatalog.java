package dev.slipway.cli.service;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway service catalog}. */
@Command(
    name = "catalog",
    description = "Shows what a broker offers.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  slipway service catalog",
      "  slipway service catalog mail-relay    all that is said of it"
    })
final class ShowCatalog implements Callable<Integer> {
  private static final int WIDTH = 80;
  private static final int MOST_WIDTH = 120;
  private static final int LONGEST_NAME = 24;
  private static final int LONGEST_COST = 16;

  private final Surroundings surroundings;
  @Mixin private ServiceOptions options = new ServiceOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "SERVICE",
      description = "Only this one, with all of it.")
  private @Nullable String service;

  ShowCatalog(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Offers offers;
    try (BrokerClient client = options.client(surroundings)) {
      offers = Offers.of(client);
    }
    if (service != null) {
      JsonNode one = offers.service(service);
      if (options.json()) {
        surroundings.out().println(Json.text(one));
      } else {
        ServiceText.lines(one).forEach(surroundings.out()::println);
      }
      return 0;
    }
    if (options.json()) {
      surroundings.out().println(Json.text(Map.of("services", offers.services())));
      return 0;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("SERVICE", "PLAN", "COST", "DESCRIPTION"));
    for (JsonNode each : offers.services()) {
      for (JsonNode plan : each.path("plans")) {
        rows.add(
            List.of(
                cut(text(each, "name"), LONGEST_NAME),
                cut(text(plan, "name"), LONGEST_NAME),
                cut(Cost.of(plan), LONGEST_COST),
                text(plan, "description")));
      }
    }
    int width = Math.clamp(surroundings.columns().orElse(WIDTH), WIDTH, MOST_WIDTH);
    Text.table(rows).forEach(line -> surroundings.out().println(cut(line, width)));
    return 0;
  }

  private static String text(JsonNode node, String key) {
    return Text.plain(node.path(key).asString(""));
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "\u2026";
  }
}
