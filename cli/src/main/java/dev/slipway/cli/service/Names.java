package dev.slipway.cli.service;

import dev.slipway.cli.UsageException;

/** What users call their instances and bindings. */
final class Names {
  private Names() {}

  static void require(String name, String what) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw new UsageException(
          "`"
              + name
              + "` is no name of "
              + what
              + ": letters, digits and . _ - with a letter or digit first, 100 at most");
    }
  }
}
