package dev.slipway.cli.image;

import dev.slipway.build.ImageBuilder.Order;
import dev.slipway.build.cache.Cache;
import dev.slipway.build.image.VerifyImage.Verdict;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.definition.Definition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway image verify}. */
@Command(
    name = "verify",
    description = "Builds an image again from its lock and compares, byte by byte.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Nothing of the first build is used but the fetched packages. Where the disks differ, it",
      "says which file does.",
      "Example:",
      "  slipway image verify examples/debian"
    })
final class VerifyImage implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private DefinitionArgument definition = new DefinitionArgument();
  @Mixin private CatalogOption catalog = new CatalogOption();

  @Option(names = "--json", description = "Print events and the verdict as JSON.")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show what packages and scripts print.")
  private boolean verbose;

  VerifyImage(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Workshop workshop = new Workshop(surroundings);
    Definition read = workshop.definition(surroundings.folder().resolve(definition.path));
    boolean same = true;
    for (Order order : new WhatToBuild().orders(read)) {
      Verdict verdict;
      try (Cache cache = workshop.cache();
          Progress progress = Progress.of(surroundings, json, verbose)) {
        verdict =
            new dev.slipway.build.image.VerifyImage(
                    workshop.builder(cache, new QemuTester(surroundings, progress)), progress)
                .verify(order, workshop.catalog(catalog.folder));
      }
      print(order, verdict);
      same &= verdict.same();
    }
    return same ? 0 : 1;
  }

  private void print(Order order, Verdict verdict) {
    String name = order.definition().imageName() + "." + order.architecture().debianName();
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("event", "verdict");
      fields.put("image", name);
      fields.put("same", verdict.same());
      fields.put("offset", verdict.offset());
      fields.put("place", verdict.place());
      surroundings.out().println(Json.line(fields));
    } else if (verdict.same()) {
      surroundings.out().println(name + ": the same bytes, built twice");
    } else {
      surroundings
          .err()
          .println(
              name
                  + ": the disks differ, first at byte "
                  + verdict.offset()
                  + ": "
                  + verdict.place());
    }
  }
}
