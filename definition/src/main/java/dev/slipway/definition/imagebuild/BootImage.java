package dev.slipway.definition.imagebuild;

import dev.slipway.definition.Address;
import java.util.List;
import java.util.Optional;

/**
 * {@code [boot]}: a boot.iso, which installs from the network.
 *
 * @param sources the release's packages, then updates of it where they are wanted
 */
public record BootImage(
    Request request,
    String product,
    String release,
    String version,
    List<PackageSource> sources,
    Optional<Address> proxy,
    Optional<String> outputFolder,
    Optional<String> workFolder)
    implements ImageBuild {
  /** Copies what is mutable. */
  public BootImage {
    sources = List.copyOf(sources);
  }
}
