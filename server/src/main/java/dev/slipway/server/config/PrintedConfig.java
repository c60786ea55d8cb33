package dev.slipway.server.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Prints a configuration as YAML: what is set, without secrets, and where each value came from. */
final class PrintedConfig {
  private final StringBuilder out = new StringBuilder();
  private List<String> above = List.of();

  private PrintedConfig() {}

  static String of(Effective effective) {
    PrintedConfig printed = new PrintedConfig();
    for (Setting setting : effective.schema().settings()) {
      if (!setting.name().contains("*")) {
        effective.given(setting.name()).ifPresent(printed::add);
      }
    }
    Set<String> blocks = new LinkedHashSet<>();
    effective.schema().settings().stream()
        .filter(s -> s.name().contains("*"))
        .forEach(s -> blocks.add(s.name().substring(0, s.name().indexOf(".*"))));
    // By name, since all settings of one credential stand together.
    blocks.forEach(block -> printed.addNamed(effective, block));
    return printed.out.toString();
  }

  private void addNamed(Effective effective, String block) {
    for (String own : effective.names(block)) {
      for (Setting setting : effective.schema().settings()) {
        if (setting.name().startsWith(block + ".*")) {
          effective.given(setting.named(own)).ifPresent(this::add);
        }
      }
    }
  }

  private void add(Given given) {
    List<String> keys = List.of(given.name().split("\\."));
    List<String> maps = keys.subList(0, keys.size() - 1);
    for (int i = 0; i < maps.size(); i++) {
      if (above.size() <= i || !above.subList(0, i + 1).equals(maps.subList(0, i + 1))) {
        out.append("  ".repeat(i)).append(maps.get(i)).append(":\n");
      }
    }
    above = new ArrayList<>(maps);
    String value =
        given.setting().kind().equals(Kinds.PATH) ? given.path().toString() : given.shown();
    out.append("  ".repeat(maps.size()))
        .append(keys.getLast())
        .append(": ")
        .append(quoted(value))
        .append("  # ")
        .append(given.origin())
        .append('\n');
  }

  private static String quoted(String text) {
    return text.matches("[0-9]+|true|false|[a-z][a-z0-9]*")
        ? text
        : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
