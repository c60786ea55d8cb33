package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import dev.slipway.release.manifest.Part;
import dev.slipway.release.manifest.Part.Kind;
import dev.slipway.release.store.ReleaseStore;
import dev.slipway.release.store.StoredPart;
import dev.slipway.release.store.StoredRelease;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway release list}. */
@Command(
    name = "list",
    description = "Lists the releases of the release store.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway release list"})
final class ListReleases implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private StoreOption store = new StoreOption();

  @Option(names = "--json", description = "Print them as a director does.")
  private boolean json;

  ListReleases(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    List<StoredRelease> all;
    try (ReleaseStore releases = store.open(surroundings)) {
      all = releases.list();
    }
    if (json) {
      surroundings.out().println(Json.text(named(all)));
      return 0;
    }
    if (all.isEmpty()) {
      surroundings.err().println("There are no releases; `slipway release upload` brings them in.");
      return 0;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("RELEASE", "COMMIT", "JOBS", "PACKAGES", "SIZE", "COMPILED FOR"));
    for (StoredRelease each : all) {
      long size = each.parts().stream().mapToLong(StoredPart::size).sum();
      rows.add(
          List.of(
              each.title(),
              Text.plain(each.commit()) + (each.changed() ? "+" : ""),
              String.valueOf(each.parts(Kind.JOB).size()),
              String.valueOf(each.parts(Kind.PACKAGE).size()),
              Text.size(size),
              Text.plain(String.join(", ", each.stemcells()))));
    }
    Text.table(rows).forEach(surroundings.out()::println);
    return 0;
  }

  private static List<Map<String, Object>> named(List<StoredRelease> all) {
    Map<String, List<Object>> versions = new LinkedHashMap<>();
    for (StoredRelease each : all) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("version", each.version().toString());
      fields.put("commit_hash", each.commit());
      fields.put("uncommitted_changes", each.changed());
      fields.put("currently_deployed", false);
      fields.put("job_names", each.parts(Kind.JOB).stream().map(Part::name).toList());
      versions.computeIfAbsent(each.name(), k -> new ArrayList<>()).add(fields);
    }
    List<Map<String, Object>> named = new ArrayList<>();
    versions.forEach((name, list) -> {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("name", name);
      fields.put("release_versions", list);
      named.add(fields);
    });
    return named;
  }
}
