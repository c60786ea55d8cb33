package dev.slipway.cli.image;

import dev.slipway.build.catalog.Catalog;
import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.cli.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slipway image remove}. */
@Command(
    name = "remove",
    description = "Takes an image out of its catalog and deletes its files.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "An image that an overlay in its catalog or an instance stands on is not removed.",
      "Example:",
      "  slipway image remove debian_v12.1"
    })
final class RemoveImage implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private CatalogOption catalog = new CatalogOption();

  @Parameters(paramLabel = "IMAGE", description = "Its id, name, or NAME_vVERSION.")
  private String image = "";

  RemoveImage(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Catalog images = new Workshop(surroundings).catalog(catalog.folder);
    ImageRecord found = images.find(image);
    images.refuseIfUsed(found);
    images.remove(found);
    surroundings.out().println("removed " + found.baseName());
    return 0;
  }
}
