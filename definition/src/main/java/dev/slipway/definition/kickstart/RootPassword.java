package dev.slipway.definition.kickstart;

import dev.slipway.definition.Position;
import java.util.Optional;

/**
 * {@code rootpw}.
 *
 * @param password empty only where it is locked
 */
public record RootPassword(Position at, Optional<Secret> password, boolean locked)
    implements Part {}
