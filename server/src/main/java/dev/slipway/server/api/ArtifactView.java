package dev.slipway.server.api;

import dev.slipway.queue.store.Artifacts;
import java.time.Instant;
import java.util.List;

/**
 * A file of a build as the API shows it.
 *
 * @param kind a format's name, or {@code sbom}, {@code provenance}, {@code lock}, {@code
 *     definition}, {@code record}
 * @param size in bytes
 */
record ArtifactView(
    String name, String kind, long size, String sha256, int attempt, Instant stored, Links links) {
  /** Where it is downloaded. */
  record Links(String self) {}

  /** All of a build's. */
  record All(List<ArtifactView> artifacts) {}

  static ArtifactView of(Artifacts.Row row) {
    return new ArtifactView(
        row.name(),
        row.kind(),
        row.size(),
        row.sha256(),
        row.attempt(),
        row.stored(),
        new Links(BuildView.path(row.build()) + "/artifacts/" + row.name()));
  }
}
