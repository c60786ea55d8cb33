package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;
import java.util.List;

/**
 * {@code lang}.
 *
 * @param locale as {@code en_US.UTF-8}
 * @param further locales that are there too
 */
public record Language(Position at, String locale, List<String> further) implements Part {
  /** Copies what is mutable. */
  public Language {
    further = List.copyOf(further);
  }
}
