package dev.slipway.cli.context;

import picocli.CommandLine.Command;

/** {@code slipway context}. */
@Command(
    name = "context",
    description = "Makes media that an instance reads at first boot, and explains them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {CreateContext.class, ShowContext.class},
    footer = {
      "",
      "Example:",
      "  slipway context create --hostname web1 --ssh-key ~/.ssh/id_ed25519.pub"
    })
public final class ContextCommand {}
