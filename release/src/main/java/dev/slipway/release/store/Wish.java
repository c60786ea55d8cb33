package dev.slipway.release.store;

import dev.slipway.release.digest.Digests;
import dev.slipway.release.version.Version;
import java.util.Optional;

/**
 * How a release is to be uploaded.
 *
 * @param rebase whether it becomes the next version after the newest in the store
 * @param skipIfExists whether it is enough that the store has its version, with whatever contents
 * @param fix whether what the store has of it is replaced
 * @param name that it has to have
 * @param version that it has to have
 * @param digests that its tarball has to have
 */
public record Wish(
    boolean rebase,
    boolean skipIfExists,
    boolean fix,
    Optional<String> name,
    Optional<Version> version,
    Optional<Digests> digests) {
  /** The release as it is. */
  public static final Wish PLAIN =
      new Wish(false, false, false, Optional.empty(), Optional.empty(), Optional.empty());
}
