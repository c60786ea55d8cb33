package dev.slipway.definition.kickstart;

import dev.slipway.definition.Address;
import dev.slipway.definition.Position;
import java.util.List;
import java.util.Optional;

/**
 * {@code repo}: further packages. At most one of base, mirror list and metalink is there; none
 * where the name is one that the system knows.
 *
 * @param cost the lower, the sooner it is used; 1000 where not said
 * @param installed whether the installed system has it too
 */
public record Repository(
    Position at,
    String name,
    Optional<Address> base,
    Optional<Address> mirrorList,
    Optional<Address> metalink,
    Optional<Address> proxy,
    Optional<Long> cost,
    List<String> excluded,
    List<String> included,
    boolean installed)
    implements Part {
  /** Copies what is mutable. */
  public Repository {
    excluded = List.copyOf(excluded);
    included = List.copyOf(included);
  }
}
