package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import dev.slipway.release.manifest.Part;
import dev.slipway.release.manifest.Part.Kind;
import dev.slipway.release.store.JobLinks;
import dev.slipway.release.store.ReleaseStore;
import dev.slipway.release.store.StoredPart;
import dev.slipway.release.store.StoredRelease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway release show}. */
@Command(
    name = "show",
    description = "Shows what a release of the release store consists of.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway release show redis/1+dev.2"})
final class ShowRelease implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private StoreOption store = new StoreOption();

  @Parameters(paramLabel = "NAME[/VERSION]", description = "The release (default: its newest).")
  private String release = "";

  @Option(names = "--json", description = "Print it as a director does.")
  private boolean json;

  ShowRelease(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    try (ReleaseStore releases = store.open(surroundings)) {
      StoredRelease found = StoreOption.Wanted.of(release).in(releases);
      if (json) {
        surroundings.out().println(Json.text(fields(releases, found)));
      } else {
        print(found);
      }
    }
    return 0;
  }

  private void print(StoredRelease found) {
    surroundings.out().println(found.title());
    surroundings
        .out()
        .println(
            "commit "
                + Text.plain(found.commit())
                + (found.changed() ? ", with changes that were not committed" : ""));
    surroundings.out().println("stored " + found.created());
    surroundings.out().println();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("PART", "FINGERPRINT", "SIZE", "NEEDS", "COMPILED FOR"));
    for (StoredPart each : found.parts()) {
      Part part = each.part();
      rows.add(
          List.of(
              part.title(),
              part.fingerprint().substring(0, Math.min(12, part.fingerprint().length())),
              Text.size(each.size()),
              String.join(", ", part.needs()),
              Text.plain(part.stemcell())));
    }
    Text.table(rows).forEach(surroundings.out()::println);
  }

  private static Map<String, Object> fields(ReleaseStore releases, StoredRelease found)
      throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", found.name());
    fields.put("version", found.version().toString());
    List<Object> jobs = new ArrayList<>();
    for (StoredPart each : found.parts()) {
      if (each.part().kind() == Kind.JOB) {
        Map<String, Object> job = part(each.part());
        JobLinks links = JobLinks.of(releases, each);
        job.put("consumes", links.consumes());
        job.put("provides", links.provides());
        jobs.add(job);
      }
    }
    fields.put("jobs", jobs);
    fields.put("packages", packages(found));
    return fields;
  }

  private static Map<String, Object> part(Part part) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", part.name());
    fields.put("fingerprint", part.fingerprint());
    fields.put("sha1", part.digests().toString());
    return fields;
  }

  private static List<Object> packages(StoredRelease found) {
    TreeSet<String> names = new TreeSet<>();
    found.parts(Kind.PACKAGE).forEach(p -> names.add(p.name()));
    found.parts(Kind.COMPILED).forEach(p -> names.add(p.name()));
    List<Object> packages = new ArrayList<>();
    for (String name : names) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("name", name);
      found.parts(Kind.PACKAGE).stream()
          .filter(p -> p.name().equals(name))
          .forEach(p -> fields.putAll(part(p)));
      List<Object> compiled = new ArrayList<>();
      for (Part each : found.parts(Kind.COMPILED)) {
        if (each.name().equals(name)) {
          fields.putIfAbsent("fingerprint", each.fingerprint());
          compiled.add(Map.of("stemcell", each.stemcell(), "sha1", each.digests().toString()));
        }
      }
      fields.put("compiled_packages", compiled);
      packages.add(fields);
    }
    return packages;
  }
}
