package dev.slipway.release.store;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.manifest.Part;
import dev.slipway.release.manifest.ReleaseManifest;
import dev.slipway.release.store.Uploaded.Outcome;
import dev.slipway.release.version.Version;
import java.util.List;
import java.util.Optional;

/**
 * What is to become of a release that comes, by what is in the store at this moment.
 *
 * @param version that it gets
 * @param existing what the store has of this version
 */
record Decision(Outcome outcome, Version version, Optional<StoredRelease> existing) {
  /** Whether there is something to store. */
  boolean isWork() {
    return outcome == Outcome.STORED || outcome == Outcome.REPLACED || outcome == Outcome.COMPLETED;
  }

  static Decision of(Rows rows, ReleaseManifest manifest, Wish wish) throws ReleaseException {
    Version version = Version.parse(manifest.version());
    List<Part> parts = Part.of(manifest);
    if (wish.rebase()) {
      return rebased(rows, manifest.name(), version, parts);
    }
    Optional<StoredRelease> existing = rows.find(manifest.name(), version);
    if (existing.isEmpty()) {
      return new Decision(Outcome.STORED, version, existing);
    }
    if (wish.skipIfExists()) {
      return new Decision(Outcome.SKIPPED, version, existing);
    }
    if (wish.fix()) {
      return new Decision(Outcome.REPLACED, version, existing);
    }
    List<Part> there = existing.get().parts().stream().map(StoredPart::part).toList();
    List<String> differences = Comparison.differences(there, parts);
    if (!differences.isEmpty()) {
      throw new ReleaseException(
          Code.CONFLICT,
          "the store has a release "
              + existing.get().title()
              + " with another "
              + String.join(", ", differences)
              + "; give this one another version, or replace that one with --fix");
    }
    var known = PartKey.of(there).values();
    boolean all = known.containsAll(PartKey.of(parts).values());
    return new Decision(all ? Outcome.SAME : Outcome.COMPLETED, version, existing);
  }

  private static Decision rebased(Rows rows, String name, Version version, List<Part> parts)
      throws ReleaseException {
    if (!version.isDev()) {
      throw new ReleaseException(
          Code.INVALID,
          name
              + "/"
              + version
              + " is no version for development, and only those, like 1+dev.4, can be rebased;"
              + " leave --rebase out");
    }
    Optional<StoredRelease> newest = rows.named(name).stream().findFirst();
    if (newest.isEmpty()) {
      return new Decision(Outcome.STORED, version, newest);
    }
    List<Part> there = newest.get().parts().stream().map(StoredPart::part).toList();
    if (Comparison.differences(there, parts).isEmpty()) {
      return new Decision(Outcome.UNCHANGED, newest.get().version(), newest);
    }
    Version next = Version.nextDev(Optional.of(newest.get().version()));
    return new Decision(Outcome.STORED, next, Optional.empty());
  }
}
