package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;
import java.util.List;

/** {@code services}: those that start at boot, and those that do not. */
public record ServiceSwitch(Position at, List<String> enabled, List<String> disabled)
    implements Part {
  /** Copies what is mutable. */
  public ServiceSwitch {
    enabled = List.copyOf(enabled);
    disabled = List.copyOf(disabled);
  }
}
