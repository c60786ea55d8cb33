package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;
import java.util.List;
import java.util.Optional;

/**
 * {@code network}: an interface, the host's name, or both.
 *
 * @param protocol {@code dhcp}, {@code bootp}, {@code static}, {@code query} or {@code ibft}
 */
public record Network(
    Position at,
    String protocol,
    Optional<String> device,
    Optional<String> hostname,
    Optional<String> address,
    Optional<String> netmask,
    Optional<String> gateway,
    List<String> nameServers,
    boolean onBoot)
    implements Part {
  /** Copies what is mutable. */
  public Network {
    nameServers = List.copyOf(nameServers);
  }
}
