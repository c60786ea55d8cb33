package dev.slipway.cli.build;

import picocli.CommandLine.Option;

/** Options of commands that follow builds. */
final class FollowOptions {
  @Option(
      names = {"-f", "--follow"},
      description = "Show what happens until the end; the exit status is 0 if that is good.")
  boolean follow;

  @Option(
      names = "--cancel-on-interrupt",
      description = "Have Ctrl-C cancel the build that is followed; it goes on otherwise.")
  boolean cancelOnInterrupt;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show what packages and scripts print, while following.")
  boolean verbose;
}
