package dev.slipway.cli;

import java.util.Objects;
import picocli.CommandLine;

/** The command that prints what a shell needs to complete command lines. */
final class Completion {
  private static final String NAME = "generate-completion";

  private Completion() {}

  /** Says in its help how to install it. */
  static void explain(CommandLine line) {
    Objects.requireNonNull(line.getSubcommands().get(NAME))
        .getCommandSpec()
        .usageMessage()
        .description("Prints a script that has bash or zsh complete commands and options.")
        .footer(
            "",
            "Examples:",
            "  source <(slipway generate-completion)   in this shell",
            "  slipway generate-completion >~/.local/share/bash-completion/completions/slipway",
            "                                          in every bash (with bash-completion)",
            "With zsh, run 'autoload -U compinit bashcompinit; compinit; bashcompinit' first.");
  }
}
