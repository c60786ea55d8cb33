package dev.slipway.cli.build;

import dev.slipway.cli.UsageException;

/** Builds' numbers as users write them. */
final class BuildIds {
  private BuildIds() {}

  /** A number, with or without the {@code #} that people put before it. */
  static long read(String text) {
    String digits = text.startsWith("#") ? text.substring(1) : text;
    if (!digits.matches("[1-9][0-9]{0,17}")) {
      throw new UsageException(
          "`" + text + "` is no build's number; `slipway build list` shows them");
    }
    return Long.parseLong(digits);
  }
}
