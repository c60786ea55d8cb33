package dev.slipway.broker.catalog;

import dev.slipway.definition.reader.Value;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The keys of a service in a catalog. */
public final class ServiceKeys {
  private static final List<String> REQUIRES =
      List.of("syslog_drain", "route_forwarding", "volume_mount");
  private static final int MOST_TAGS = 2048;

  /** Keys that only the broker reads. */
  private static final List<String> OWN =
      List.of("backend", "cascade", "app_required", "dashboard_url");

  /** Those of the API that mean to each broker what they say: not ids, and not plans. */
  public static final List<String> PLAIN =
      List.of(
          "name",
          "description",
          "bindable",
          "tags",
          "requires",
          "metadata",
          "dashboard_client",
          "plan_updateable",
          "instances_retrievable",
          "bindings_retrievable",
          "allow_context_updates");

  static final List<String> ALL =
      Stream.of(List.of("id"), PLAIN, List.of("plans"), OWN).flatMap(List::stream).toList();

  private ServiceKeys() {}

  /**
   * Finds what is wrong with those that nobody else reads.
   *
   * @return as whom the service's pages find out who a user is
   */
  static Optional<Located<DashboardClient>> check(Block block, Problems problems) {
    block.flag("allow_context_updates");
    block.object("metadata");
    for (Value.Scalar each : block.texts("requires")) {
      if (!REQUIRES.contains(each.written())) {
        problems.error(
            each.at(),
            "no platform knows what "
                + Quoted.of(each.written())
                + " requires"
                + Nearest.to(each.written(), REQUIRES)
                    .map(n -> "; did you mean `" + n + "`?")
                    .orElse("; there are " + String.join(", ", REQUIRES)));
      }
    }
    List<Value.Scalar> tags = block.texts("tags");
    if (tags.stream().mapToInt(t -> t.written().length()).sum() > MOST_TAGS) {
      problems.error(
          tags.getFirst().at(), "all tags together have at most 2,048 characters; leave some out");
    }
    return block
        .block("dashboard_client")
        .map(c -> new Located<>(client(c, problems), c.at()))
        .filter(c -> !c.value().id().isEmpty());
  }

  private static DashboardClient client(Block block, Problems problems) {
    block.only(List.of("id", "secret", "redirect_uri"));
    String id = block.need("id");
    String secret = block.need("secret");
    Optional<String> back = block.text("redirect_uri");
    if (back.isPresent() && !isWeb(back.get())) {
      problems.error(block.at(), "`redirect_uri` is no address as in `https://broker.example.net`");
    }
    return new DashboardClient(id, secret, back);
  }

  private static boolean isWeb(String text) {
    try {
      String scheme = URI.create(text).getScheme();
      return "http".equals(scheme) || "https".equals(scheme);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** What platforms see of a service. */
  static JsonNode published(Block block, boolean bindable, ArrayNode plans) {
    ObjectNode service = (ObjectNode) block.json();
    service.remove(OWN);
    service.put("bindable", bindable);
    service.set("plans", plans);
    return Published.withoutNulls(service);
  }
}
