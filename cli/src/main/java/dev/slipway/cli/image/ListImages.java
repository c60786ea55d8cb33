package dev.slipway.cli.image;

import dev.slipway.build.catalog.Artifact;
import dev.slipway.build.catalog.Catalog;
import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway image list}. */
@Command(
    name = "list",
    description = "Lists the images of a catalog.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway image list -o images"})
final class ListImages implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private CatalogOption catalog = new CatalogOption();

  @Option(names = "--json", description = "Print the records as JSON.")
  private boolean json;

  ListImages(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Catalog images = new Workshop(surroundings).catalog(catalog.folder);
    List<ImageRecord> all = images.list();
    if (json) {
      surroundings.out().println(Json.text(all));
      return 0;
    }
    if (all.isEmpty()) {
      surroundings.err().println("There are no images in " + images.folder() + ".");
      return 0;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("ID", "IMAGE", "ARCH", "FORMATS", "CREATED", ""));
    for (ImageRecord image : all) {
      String formats =
          image.artifacts().stream()
              .map((Artifact a) -> a.format() + " " + Text.size(a.size()))
              .collect(Collectors.joining(", "));
      rows.add(
          List.of(
              image.id(),
              image.imageName(),
              image.architecture(),
              formats,
              image.created().replaceFirst("T.*", ""),
              images.isWhole(image) ? "" : "files are missing"));
    }
    Text.table(rows).forEach(surroundings.out()::println);
    return 0;
  }
}
