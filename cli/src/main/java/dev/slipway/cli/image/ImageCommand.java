package dev.slipway.cli.image;

import picocli.CommandLine.Command;

/** {@code slipway image}. */
@Command(
    name = "image",
    description = "Builds images, and keeps them in a catalog.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PlanImage.class,
      BuildImages.class,
      ListImages.class,
      ShowImage.class,
      FindImage.class,
      ExportImage.class,
      TestImages.class,
      VerifyImage.class,
      RemoveImage.class
    },
    footer = {"", "Example:", "  slipway image build examples/debian"})
public final class ImageCommand {}
