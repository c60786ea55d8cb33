package dev.slipway.server.compare;

import dev.slipway.database.Database;
import dev.slipway.queue.artifact.Keys;
import dev.slipway.queue.artifact.Storage;
import dev.slipway.queue.store.Artifacts;
import dev.slipway.queue.store.Steps;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares builds by what they left. */
public final class Comparisons {
  /** Whoever made a larger list of packages does not want it compared. */
  private static final long MOST_BYTES = 64L << 20;

  private static final JsonMapper JSON = new JsonMapper();

  private final Artifacts artifacts;
  private final Steps steps;
  private final Storage storage;

  /** Those of a service's builds. */
  public Comparisons(Database database, Storage storage) {
    this.artifacts = new Artifacts(database);
    this.steps = new Steps(database);
    this.storage = storage;
  }

  /**
   * Compares two builds, which may be the same.
   *
   * @throws IOException where the storage cannot be read
   */
  public Comparison of(long from, long to) throws IOException {
    List<Artifacts.Row> ofFrom = artifacts.of(from);
    List<Artifacts.Row> ofTo = artifacts.of(to);
    Optional<SortedMap<String, String>> before = packages(ofFrom);
    Optional<SortedMap<String, String>> after = packages(ofTo);
    return new Comparison(
        from,
        to,
        before.flatMap(b -> after.map(a -> Comparison.Packages.of(b, a))),
        Comparison.sizes(ofFrom, ofTo),
        Comparison.times(steps.of(from), steps.of(to)));
  }

  /** Versions by names, as the SPDX document among a build's artifacts has them. */
  private Optional<SortedMap<String, String>> packages(List<Artifacts.Row> rows)
      throws IOException {
    Optional<Artifacts.Row> sbom =
        rows.stream().filter(r -> r.kind().equals("sbom") && r.size() <= MOST_BYTES).findFirst();
    if (sbom.isEmpty()) {
      return Optional.empty();
    }
    Artifacts.Row row = sbom.get();
    String key = Keys.artifact(row.build(), row.attempt(), row.name());
    try (InputStream in = storage.read(key, 0, row.size())) {
      return Optional.of(versions(JSON.readTree(in)));
    } catch (JacksonException | FileNotFoundException e) {
      // It was removed meanwhile, or its worker has made something else of it.
      return Optional.empty();
    }
  }

  private static SortedMap<String, String> versions(JsonNode spdx) {
    SortedMap<String, String> versions = new TreeMap<>();
    for (JsonNode each : spdx.path("packages")) {
      // The image as a whole has no version.
      if (each.has("versionInfo")) {
        versions.put(each.path("name").asString(""), each.path("versionInfo").asString(""));
      }
    }
    return versions;
  }
}
