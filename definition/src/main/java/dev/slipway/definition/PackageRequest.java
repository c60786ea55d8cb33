package dev.slipway.definition;

import java.util.List;
import java.util.Optional;

/**
 * A package that is to be installed.
 *
 * @param name its name by Debian Policy 5.6.1
 * @param version exactly this version; empty: the newest
 * @param suite from this suite; empty: from any; never together with a version
 * @param architectures only on these; empty: on all
 */
public record PackageRequest(
    String name,
    Optional<String> version,
    Optional<String> suite,
    List<Architecture> architectures) {
  /** Copies what is mutable. */
  public PackageRequest {
    architectures = List.copyOf(architectures);
  }

  /** Whether it is to be installed on this architecture. */
  public boolean isFor(Architecture architecture) {
    return architectures.isEmpty() || architectures.contains(architecture);
  }

  /** As apt takes it: {@code name}, {@code name=version} or {@code name/suite}. */
  public String aptName() {
    return name + version.map(v -> "=" + v).orElse("") + suite.map(s -> "/" + s).orElse("");
  }
}
