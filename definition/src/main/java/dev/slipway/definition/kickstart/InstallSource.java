package dev.slipway.definition.kickstart;

import dev.slipway.definition.Address;
import dev.slipway.definition.Position;
import java.util.Optional;

/** {@code url}: where the system's packages are; exactly one of the first three is there. */
public record InstallSource(
    Position at,
    Optional<Address> url,
    Optional<Address> mirrorList,
    Optional<Address> metalink,
    Optional<Address> proxy)
    implements Part {}
