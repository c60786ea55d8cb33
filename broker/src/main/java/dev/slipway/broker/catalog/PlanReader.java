package dev.slipway.broker.catalog;

import dev.slipway.broker.backend.Limits;
import dev.slipway.definition.reader.Value;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a plan of a catalog. */
final class PlanReader {
  /** Source: Semantic Versioning 2.0.0, its suggested expression without names for its groups. */
  private static final Pattern VERSION =
      Pattern.compile(
          "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
              + "(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?");

  private final Problems problems;
  private final Optional<Backing> backing;
  private final SchemaReader schemas;
  private final boolean bindable;
  private final boolean updateable;

  /**
   * With what the service says for plans that say nothing.
   *
   * @param backing where its instances are; empty where that is not known
   */
  PlanReader(Problems problems, Optional<Backing> backing, boolean bindable, boolean updateable) {
    this.problems = problems;
    this.backing = backing;
    this.schemas = new SchemaReader(problems);
    this.bindable = bindable;
    this.updateable = updateable;
  }

  ServicePlan read(Block block) {
    block.only(PlanKeys.ALL);
    block.need("description");
    block.object("metadata");
    block.flag("free");
    block.count("maximum_polling_duration");
    Map<String, Long> limits =
        new TreeMap<>(
            block
                .block("limits")
                .map(b -> LimitsReader.read(b, backing, problems))
                .orElse(Map.of()));
    Long instances = limits.remove("instances");
    backing.ifPresent(b -> block.find("settings").ifPresent(v -> settings(v, b)));
    JsonNode settings = block.object("settings");
    backing
        .flatMap(b -> b.fault().apply(settings))
        .ifPresent(
            f -> problems.error(block.find("settings").map(Value::at).orElse(block.at()), f));
    return new ServicePlan(
        block.need("id"),
        block.need("name"),
        block.flag("bindable").orElse(bindable),
        block.flag("plan_updateable").orElse(updateable),
        block.flag("binding_rotatable").orElse(false),
        block.block("maintenance_info").map(this::maintenance),
        instances == null ? OptionalLong.empty() : OptionalLong.of(instances),
        new Limits(limits),
        settings,
        schemas.read(block));
  }

  /** A setting that nobody reads would promise what is not there. */
  private void settings(Value settings, Backing backing) {
    if (settings instanceof Value.Fields) {
      Block.of("`settings` for the back end `" + backing.name() + "`", settings, problems)
          .orElseThrow()
          .only(backing.settings().stream().sorted().toList());
    }
  }

  private MaintenanceInfo maintenance(Block block) {
    block.only(List.of("version", "description"));
    String version = block.need("version");
    if (!version.isEmpty() && !VERSION.matcher(version).matches()) {
      problems.error(
          block.find("version").map(Value::at).orElse(block.at()),
          Quoted.of(version) + " is no version as in `1.2.0`");
    }
    Optional<String> description = block.text("description");
    return new MaintenanceInfo(version, description.orElse(""));
  }

  /** What platforms see of it. */
  static JsonNode published(Block block) {
    ObjectNode plan = (ObjectNode) block.json();
    plan.remove(PlanKeys.OWN);
    return Published.withoutNulls(plan);
  }
}
