package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;
import java.util.List;

/**
 * {@code %packages}.
 *
 * @param options as written, without quotes: {@code --nocore}
 * @param choices in the file's order: a later one wins
 */
public record Packages(Position at, List<String> options, List<PackageChoice> choices)
    implements Part {
  /** Copies what is mutable. */
  public Packages {
    options = List.copyOf(options);
    choices = List.copyOf(choices);
  }
}
