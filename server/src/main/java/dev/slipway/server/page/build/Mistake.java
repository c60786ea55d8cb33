package dev.slipway.server.page.build;

import dev.slipway.definition.Diagnostic;
import dev.slipway.queue.QueueException;
import java.util.List;

/**
 * Something that is wrong with what was asked for.
 *
 * @param place in the definition, as {@code slipway.yml:12:3}; empty where it is elsewhere
 * @param quoted the definition's line; empty where it is not at hand
 */
record Mistake(String place, String message, String quoted) {
  /**
   * The mistakes that a fault tells of.
   *
   * @param text the definition, where it was typed
   */
  static List<Mistake> of(QueueException fault, String text) {
    if (fault.diagnostics().isEmpty()) {
      return List.of(new Mistake("", String.valueOf(fault.getMessage()), ""));
    }
    List<String> lines = text.lines().toList();
    return fault.diagnostics().stream().map(d -> of(d, lines)).toList();
  }

  private static Mistake of(Diagnostic found, List<String> lines) {
    int line = found.at().line();
    String place = line == 0 ? found.file() : found.file() + ":" + line + ":" + found.at().column();
    return new Mistake(
        place, found.message(), line > 0 && line <= lines.size() ? lines.get(line - 1) : "");
  }
}
