package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;
import java.util.List;
import java.util.Optional;

/**
 * {@code timezone}.
 *
 * @param zone as {@code Europe/Vienna}
 * @param utc whether the machine's clock goes by UTC
 */
public record Timezone(Position at, Optional<String> zone, boolean utc, List<String> ntpServers)
    implements Part {
  /** Copies what is mutable. */
  public Timezone {
    ntpServers = List.copyOf(ntpServers);
  }
}
