package dev.slipway.server.config;

import java.nio.file.Path;

/**
 * A value that somebody gave to a setting.
 *
 * @param name the setting's, with the user's own names in it
 * @param origin where it came from, as one finds it: {@code server.yml:3:9}, {@code
 *     SLIPWAY_SERVER_DATA}, {@code --data}
 * @param base what a relative path starts from
 */
record Given(String name, Setting setting, String text, String origin, Path base) {
  String shown() {
    return setting.kind().shown(text);
  }

  Path path() {
    return base.resolve(text).toAbsolutePath().normalize();
  }

  /** It may be a secret. */
  @Override
  public String toString() {
    return name + ": " + shown() + " (" + origin + ")";
  }
}
