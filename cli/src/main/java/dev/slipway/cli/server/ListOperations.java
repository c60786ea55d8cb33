package dev.slipway.cli.server;

import dev.slipway.broker.store.OperationRow;
import dev.slipway.cli.Surroundings;
import dev.slipway.server.config.ConfigException;
import dev.slipway.server.config.Flag;
import dev.slipway.server.servicebroker.History;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code slipway broker operations}. */
@Command(
    name = "operations",
    description = "Lists what was asked of a broker: by whom, when, and what came of it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The broker may run meanwhile. The last operation comes first.",
      "Example:",
      "  slipway broker operations --data /srv/broker --instance 6f1c…"
    })
final class ListOperations implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();

  private final Surroundings surroundings;
  @Mixin private BrokerOptions options = new BrokerOptions();

  @Option(names = "--instance", paramLabel = "ID", description = "Of this instance only.")
  private String instance = "";

  @Option(names = "--most", paramLabel = "N", description = "At most so many; 100 unless given.")
  private int most = 100;

  @Option(names = "--json", description = "Print them as JSON.")
  private boolean json;

  ListOperations(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    List<OperationRow> rows;
    try {
      // There has to be a catalog among the settings, though it is of no matter here.
      Flag none = new Flag("--catalog", "catalog.yml");
      rows =
          History.of(options.read(surroundings, Map.of("catalog", none)).config(), instance, most);
    } catch (ConfigException e) {
      return WrongConfig.explain(e, surroundings.err());
    }
    if (json) {
      surroundings.out().println(json(rows));
    } else {
      rows.forEach(r -> surroundings.out().println(line(r)));
    }
    return 0;
  }

  private static String line(OperationRow row) {
    String took =
        row.endedAt()
            .map(end -> " in " + Duration.between(row.beganAt(), end).toMillis() + " ms")
            .orElse("");
    return "%s  %-11s  %s%s  %s%s%s%s"
        .formatted(
            row.beganAt(),
            row.kind().word(),
            row.instance(),
            row.binding().isEmpty() ? "" : "/" + row.binding(),
            row.status().name().toLowerCase(Locale.ROOT) + took,
            ", by " + (row.asker().user().isEmpty() ? "the broker itself" : row.asker().user()),
            before(", for ", row.asker().identity()) + before(", request ", row.asker().request()),
            before(": ", row.description().orElse("")));
  }

  private static String before(String what, String text) {
    return text.isEmpty() ? "" : what + text.replaceAll("\\p{Cntrl}", " ");
  }

  private static String json(List<OperationRow> rows) {
    ArrayNode all = JSON.createArrayNode();
    for (OperationRow each : rows) {
      ObjectNode node = all.addObject();
      node.put("id", each.id()).put("kind", each.kind().word());
      node.put("instance", each.instance());
      put(node, "binding", each.binding());
      node.put("state", each.status().name().toLowerCase(Locale.ROOT));
      node.put("plan", each.plan());
      put(node, "user", each.asker().user());
      put(node, "identity", each.asker().identity());
      put(node, "request", each.asker().request());
      node.put("began", each.beganAt().toString());
      each.endedAt().ifPresent(t -> node.put("ended", t.toString()));
      each.code().ifPresent(c -> node.put("code", c));
      each.description().ifPresent(d -> node.put("error", d));
    }
    return JSON.writeValueAsString(JSON.createObjectNode().set("operations", all));
  }

  private static void put(ObjectNode node, String key, String text) {
    if (!text.isEmpty()) {
      node.put(key, text);
    }
  }
}
