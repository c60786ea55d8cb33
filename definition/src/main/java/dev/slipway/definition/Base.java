package dev.slipway.definition;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The distribution that an image starts from.
 *
 * @param suite Debian's name for the release: {@code bookworm}
 * @param mirror http, https or file, without credentials, query or a slash at the end
 * @param security the mirror of SUITE-security; where there is one, SUITE-updates of {@link
 *     #mirror} is used too; empty: neither
 * @param components of all suites, in the order given, at least one
 * @param variant which packages there are without asking
 * @param keyring the key file that the mirrors' signatures are checked with, relative to the
 *     definition's folder; empty: the distribution's own
 * @param documentation whether manual pages, documents and translations are unpacked too
 */
public record Base(
    String suite,
    URI mirror,
    Optional<URI> security,
    List<String> components,
    Variant variant,
    Optional<String> keyring,
    boolean documentation) {

  /** Which packages there are without asking. */
  public enum Variant {
    /** Those of priority required, and apt. */
    MINBASE,
    /** Those marked essential, and what they need. */
    ESSENTIAL,
    /** Those of priority required, important and standard, and apt. */
    STANDARD
  }

  /** Copies what is mutable. */
  public Base {
    components = List.copyOf(components);
  }
}
