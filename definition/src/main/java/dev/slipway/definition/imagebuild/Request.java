package dev.slipway.definition.imagebuild;

import dev.slipway.definition.Address;
import dev.slipway.definition.Architecture;
import java.util.List;
import java.util.Optional;

/**
 * What is said of every image.
 *
 * @param release of the distribution, as {@code 17} or {@code rawhide}
 * @param staging where the result goes; empty: it stays in the catalog
 * @param email who is told
 * @param packages further ones by name, version and release
 * @param builds further packages by the numbers of their builds
 */
public record Request(
    Architecture architecture,
    Optional<String> release,
    Optional<Address> staging,
    Optional<String> email,
    List<String> packages,
    List<String> builds) {
  /** Copies what is mutable. */
  public Request {
    packages = List.copyOf(packages);
    builds = List.copyOf(builds);
  }
}
