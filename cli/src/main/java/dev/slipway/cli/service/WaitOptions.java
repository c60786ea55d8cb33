package dev.slipway.cli.service;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a command waits for what takes long. */
final class WaitOptions {
  @Option(
      names = "--wait",
      negatable = true,
      description = "Wait for what takes long (default), or leave it going on.")
  private @Nullable Boolean wait;

  boolean isWanted() {
    return !Boolean.FALSE.equals(wait);
  }
}
