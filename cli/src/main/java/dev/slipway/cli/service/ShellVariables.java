package dev.slipway.cli.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Credentials as variables for a POSIX shell: a name for each value, those within objects joined by
 * {@code _}; lists are JSON. Values are quoted so that nothing in them is read by the shell.
 */
record ShellVariables(String prefix) {
  /** A line for each. */
  List<String> lines(JsonNode credentials) {
    List<String> lines = new ArrayList<>();
    add(lines, prefix, credentials);
    return lines;
  }

  private static void add(List<String> lines, String before, JsonNode object) {
    object
        .properties()
        .forEach(e -> {
          JsonNode value = e.getValue();
          if (value.isObject()) {
            add(lines, before + e.getKey() + "_", value);
          } else {
            String text = value.isArray() ? value.toString() : value.asString("");
            lines.add("export " + name(before + e.getKey()) + "=" + quoted(text));
          }
        });
  }

  private static String name(String text) {
    String plain = text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
    return Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
  }

  private static String quoted(String text) {
    // No shell has the character NUL in a variable.
    return "'" + text.replace("\0", "").replace("'", "'\\''") + "'";
  }
}
