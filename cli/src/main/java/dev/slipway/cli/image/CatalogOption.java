package dev.slipway.cli.image;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which catalog a command works with. */
public final class CatalogOption {
  @Option(
      names = {"-o", "--catalog"},
      paramLabel = "DIR",
      description =
          "The folder with the images (default: SLIPWAY_IMAGES, or ~/.local/share/slipway/images).")
  public @Nullable Path folder;
}
