package dev.slipway.definition.imagebuild;

import dev.slipway.definition.Address;
import java.util.Optional;

/**
 * Where packages are; at least one of the two is there.
 *
 * @param name as {@code 17-updates}
 */
public record PackageSource(String name, Optional<Address> url, Optional<Address> mirror) {}
