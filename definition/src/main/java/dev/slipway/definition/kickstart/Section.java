package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;
import java.util.List;

/**
 * Another section: {@code %addon}, {@code %anaconda} or {@code %certificate}.
 *
 * @param arguments behind its name, without quotes
 * @param body with a line feed at each line's end; passwords may be in it
 */
public record Section(Position at, String name, List<String> arguments, String body)
    implements Part {
  /** Copies what is mutable. */
  public Section {
    arguments = List.copyOf(arguments);
  }

  @Override
  public String toString() {
    return "Section[at=%s, name=%s, arguments=%d, lines=%d]"
        .formatted(at, name, arguments.size(), body.lines().count());
  }
}
