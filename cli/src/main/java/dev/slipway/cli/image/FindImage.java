package dev.slipway.cli.image;

import dev.slipway.build.catalog.Artifact;
import dev.slipway.build.catalog.Catalog;
import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.terminal.Json;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway image find}. */
@Command(
    name = "find",
    description = "Prints the path of an image's file, for scripts.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "IMAGE is an id, an exact name, or a name whose newest version is meant.",
      "Example:",
      "  qemu-img info $(slipway image find JCloudScale --format qcow2)"
    })
final class FindImage implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private CatalogOption catalog = new CatalogOption();

  @Parameters(paramLabel = "IMAGE", description = "Its id, name, or NAME_vVERSION.")
  private String image = "";

  @Option(names = "--format", description = "raw or qcow2 (default: the first that is there).")
  private @Nullable String format;

  @Option(names = "--json", description = "Print id, name and path as JSON.")
  private boolean json;

  FindImage(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Catalog images = new Workshop(surroundings).catalog(catalog.folder);
    ImageRecord found = images.find(image);
    String wanted = format == null ? found.artifacts().getFirst().format() : format;
    Artifact artifact =
        found
            .artifact(wanted)
            .orElseThrow(() ->
                new UsageException(
                    found.imageName()
                        + " has no "
                        + wanted
                        + "; build it with `--format "
                        + wanted
                        + "`"));
    String path = images.file(artifact.file()).toString();
    surroundings
        .out()
        .println(
            json
                ? Json.text(
                    new java.util.TreeMap<>(
                        Map.of("id", found.id(), "image", found.imageName(), "path", path)))
                : path);
    return 0;
  }
}
