package dev.slipway.cli;

import picocli.CommandLine;

/** The command that prints what a shell needs to complete command lines. */
final class Completion {
  private static final String NAME = "generate-completion";

  private Completion() {}

  /** Says in its help how to install it, where it is among the commands. */
  static void explain(CommandLine line) {
    CommandLine completion = line.getSubcommands().get(NAME);
    if (completion == null) {
      return;
    }
    completion
        .getCommandSpec()
        .usageMessage()
        .description("Prints a script that has bash or zsh complete commands and options.")
        .footer(
            "",
            "Example, for this shell (bash or zsh):",
            "  source <(slipway generate-completion)",
            "For every bash, where the package bash-completion is installed:",
            "  d=~/.local/share/bash-completion/completions; mkdir -p $d",
            "  slipway generate-completion >$d/slipway");
  }
}
