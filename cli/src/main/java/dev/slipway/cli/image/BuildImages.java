package dev.slipway.cli.image;

import dev.slipway.build.ImageBuilder.Order;
import dev.slipway.build.cache.Cache;
import dev.slipway.build.catalog.Artifact;
import dev.slipway.build.catalog.Catalog;
import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.cli.terminal.Text;
import dev.slipway.definition.Definition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway image build}. */
@Command(
    name = "build",
    description = "Builds the image of a definition and puts it into a catalog.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  slipway image build examples/debian",
      "  slipway image build examples/debian -o images --format raw,qcow2",
      "  slipway image build --locked --json | jq -r .event"
    })
final class BuildImages implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private DefinitionArgument definition = new DefinitionArgument();
  @Mixin private CatalogOption catalog = new CatalogOption();
  @Mixin private WhatToBuild what = new WhatToBuild();

  @Option(names = "--json", description = "Print what happens as JSON, an event a line.")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show what packages and scripts print.")
  private boolean verbose;

  BuildImages(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Workshop workshop = new Workshop(surroundings);
    Definition read = workshop.definition(surroundings.folder().resolve(definition.path));
    Catalog images = workshop.catalog(catalog.folder);
    List<ImageRecord> built = new ArrayList<>();
    try (Cache cache = workshop.cache();
        Progress progress = Progress.of(surroundings, json, verbose)) {
      for (Order order : what.orders(read)) {
        built.add(
            workshop
                .builder(cache, new QemuTester(surroundings, progress))
                .build(order, images, progress));
      }
    }
    if (!json) {
      built.forEach(image -> print(image, images));
    }
    return 0;
  }

  private void print(ImageRecord image, Catalog images) {
    for (Artifact artifact : image.artifacts()) {
      surroundings
          .out()
          .println(
              images.file(artifact.file())
                  + "  "
                  + Text.size(artifact.size())
                  + "  sha256 "
                  + artifact.sha256());
    }
  }
}
