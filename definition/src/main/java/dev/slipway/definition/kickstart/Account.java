package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;
import java.util.List;
import java.util.Optional;

/**
 * {@code user}: an account that is made.
 *
 * @param groups further groups
 * @param password empty: none is set, and it is locked
 * @param comment the GECOS field
 */
public record Account(
    Position at,
    String name,
    Optional<Long> uid,
    Optional<Long> gid,
    List<String> groups,
    Optional<String> home,
    Optional<String> shell,
    Optional<String> comment,
    Optional<Secret> password,
    boolean locked)
    implements Part {
  /** Copies what is mutable. */
  public Account {
    groups = List.copyOf(groups);
  }
}
