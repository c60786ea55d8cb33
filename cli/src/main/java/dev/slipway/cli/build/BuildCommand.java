package dev.slipway.cli.build;

import picocli.CommandLine.Command;

/** {@code slipway build}. */
@Command(
    name = "build",
    description = "Has a build service build images, follows it, and gets what came of it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      LogIn.class,
      SubmitBuild.class,
      ListBuilds.class,
      ShowBuild.class,
      ShowLog.class,
      CancelBuilds.class,
      RetryBuild.class,
      KeepBuild.class,
      DownloadArtifacts.class,
      CompareBuilds.class,
      ListWorkers.class,
    },
    footer = {
      "",
      "The server is --server, else SLIPWAY_SERVER, else the one of nodes.conf, which",
      "`slipway farm setup_cli` writes. What lets you in is SLIPWAY_TOKEN, else what",
      "`slipway build login` has stored.",
      "Example:",
      "  slipway build submit -f examples/debian --server http://127.0.0.1:5000"
    })
public final class BuildCommand {}
