package dev.slipway.release.store;

import dev.slipway.definition.source.Problems;
import dev.slipway.release.archive.TgzReader;
import dev.slipway.release.spec.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The links that a stored job takes and gives, as a director shows them: with name and type. */
public record JobLinks(List<Map<String, Object>> consumes, List<Map<String, Object>> provides) {
  private static final int LARGEST = 8 << 20;

  public JobLinks {
    consumes = List.copyOf(consumes);
    provides = List.copyOf(provides);
  }

  /** Reads them off a job's archive. */
  public static JobLinks of(ReleaseStore store, StoredPart job) throws IOException {
    Path archive = store.archive(job);
    List<JobSpec> specs = new ArrayList<>();
    TgzReader.read(
        archive,
        job.part().title(),
        TgzReader.Limits.ofFile(Files.size(archive)),
        (entry, content) -> {
          if (entry.name().equals("job.MF")) {
            Problems problems = new Problems(job.part().title() + "/job.MF");
            JobSpec.read(content.readNBytes(LARGEST + 1), problems).ifPresent(specs::add);
          }
          return specs.isEmpty();
        });
    return new JobLinks(
        specs.stream().flatMap(s -> s.consumes().stream()).map(JobLinks::fields).toList(),
        specs.stream().flatMap(s -> s.provides().stream()).map(JobLinks::fields).toList());
  }

  private static Map<String, Object> fields(JobSpec.Link link) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", link.name());
    fields.put("type", link.type());
    if (link.optional()) {
      fields.put("optional", true);
    }
    return fields;
  }
}
