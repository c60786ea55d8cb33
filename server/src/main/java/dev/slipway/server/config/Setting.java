package dev.slipway.server.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that can be set.
 *
 * @param name as in {@code listen.port}: the keys of the file with dots between; {@code *} stands
 *     for a name of the user's own
 * @param otherwise what it is where nobody sets it
 */
record Setting(String name, Kind kind, Optional<String> otherwise) {
  /** What a secret's setting has at its end that names a file with it. */
  static final String FILE = "-file";

  static Setting of(String name, Kind kind) {
    return new Setting(name, kind, Optional.empty());
  }

  static Setting of(String name, Kind kind, String otherwise) {
    return new Setting(name, kind, Optional.of(otherwise));
  }

  List<String> keys() {
    return List.of(name.split("\\."));
  }

  boolean isSecret() {
    return kind.equals(Kinds.SECRET);
  }

  /** The name with one of the user's own in it. */
  String named(String own) {
    return name.replace("*", own);
  }

  /** As the environment has it, without its beginning: {@code LISTEN_PORT}. */
  String variable() {
    return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
