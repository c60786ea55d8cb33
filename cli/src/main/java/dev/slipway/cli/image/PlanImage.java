package dev.slipway.cli.image;

import dev.slipway.build.ImageBuilder;
import dev.slipway.build.ImageBuilder.Order;
import dev.slipway.build.cache.Cache;
import dev.slipway.build.image.PlannedStep;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import dev.slipway.definition.Definition;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway image plan}. */
@Command(
    name = "plan",
    description = "Says what a build would do and why, and what the image will contain.",
    mixinStandardHelpOptions = true,
    footer = {"", "It writes nothing.", "Example:", "  slipway image plan examples/debian"})
final class PlanImage implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private DefinitionArgument definition = new DefinitionArgument();
  @Mixin private CatalogOption catalog = new CatalogOption();
  @Mixin private WhatToBuild what = new WhatToBuild();

  @Option(names = "--json", description = "Print the plan as JSON.")
  private boolean json;

  PlanImage(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Workshop workshop = new Workshop(surroundings);
    Definition read = workshop.definition(surroundings.folder().resolve(definition.path));
    List<Object> plans = new ArrayList<>();
    try (Cache cache = workshop.cacheToLookAt()) {
      ImageBuilder builder = workshop.builder(cache, new QemuTester(surroundings, event -> {}));
      for (Order order : what.orders(read)) {
        List<PlannedStep> steps = builder.plan(order, workshop.catalog(catalog.folder));
        if (json) {
          plans.add(asMap(order, steps));
        } else {
          print(order, steps);
        }
      }
    }
    if (json) {
      surroundings.out().println(Json.text(plans));
    }
    return 0;
  }

  private void print(Order order, List<PlannedStep> steps) {
    PrintStream out = surroundings.out();
    out.println(order.definition().imageName() + "." + order.architecture().debianName());
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "STEP", "ID", "WHAT", "WHY"));
    for (PlannedStep step : steps) {
      rows.add(
          List.of(
              step.isCached() ? " =" : " +",
              step.name(),
              step.id().orElse("-"),
              step.title(),
              step.reason().orElse("cached")));
    }
    Text.table(rows).forEach(out::println);
    out.println();
    out.println("The image will contain what the definition says, with every default:");
    order.definition().canonical().lines().forEach(line -> out.println("  " + Redacted.line(line)));
  }

  private static Map<String, Object> asMap(Order order, List<PlannedStep> steps) {
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("image", order.definition().imageName());
    plan.put("architecture", order.architecture().debianName());
    List<Object> rows = new ArrayList<>();
    for (PlannedStep step : steps) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("step", step.name());
      row.put("id", step.id().orElse(null));
      row.put("title", step.title());
      row.put("cached", step.isCached());
      row.put("reason", step.reason().orElse(null));
      rows.add(row);
    }
    plan.put("steps", rows);
    return plan;
  }
}
