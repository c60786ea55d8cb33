package dev.slipway.cloud;

import dev.slipway.cloud.CloudException.Code;

/** What instances may be called: their names become folders, file names and domain names. */
public final class InstanceName {
  private InstanceName() {}

  /**
   * Checks a name: 1 to 63 letters, digits, dots, dashes and underscores, a letter or digit first.
   */
  public static void check(String name) throws CloudException {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
      throw new CloudException(
          Code.BAD_VALUE,
          "'"
              + name
              + "' is no name for an instance; use up to 63 letters, digits, dots, dashes and"
              + " underscores, a letter or digit first");
    }
  }
}
