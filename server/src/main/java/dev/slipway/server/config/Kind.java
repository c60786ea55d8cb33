package dev.slipway.server.config;

import java.util.Optional;

/** What the text of a setting must be. */
interface Kind {
  /** What is wrong with a text, then what would be right; empty where it is right. */
  Optional<String> wrong(String text);

  /** The text as anybody may see it. */
  default String shown(String text) {
    return text;
  }
}
