package dev.slipway.release.source;

import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Problems;
import dev.slipway.release.source.SourceFile.Part;
import dev.slipway.release.spec.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A job in a release directory.
 *
 * @param files what goes into its archive
 */
public record JobSource(JobSpec spec, List<SourceFile> files) {
  private static final String SCHEMA = "properties_schema.json";

  public JobSource {
    files = List.copyOf(files);
  }

  public String name() {
    return spec.name();
  }

  /** The names of the packages that it needs at run time. */
  public List<String> packageNames() {
    return Located.values(spec.packages());
  }

  /** Its build's name. */
  public String fingerprint() throws IOException {
    return Fingerprint.of(files, List.of());
  }

  /**
   * Reads a job's folder.
   *
   * @param problems of its spec
   * @return empty where it cannot be read, which is said to the problems
   */
  public static Optional<JobSource> read(Path folder, Problems problems) {
    Path file = folder.resolve("spec");
    Optional<JobSpec> spec = JobSpec.read(file, problems);
    if (spec.isEmpty()) {
      return Optional.empty();
    }
    List<SourceFile> files = new ArrayList<>();
    files.add(new SourceFile(file, "job.MF", Part.OF_A_JOB));
    for (String name : List.of("monit", SCHEMA)) {
      if (Files.isRegularFile(folder.resolve(name))) {
        files.add(new SourceFile(folder.resolve(name), name, Part.OF_A_JOB));
      }
    }
    for (JobSpec.Template each : spec.get().templates()) {
      template(folder, each, problems).ifPresent(files::add);
    }
    return Optional.of(new JobSource(spec.get(), files));
  }

  private static Optional<SourceFile> template(
      Path folder, JobSpec.Template template, Problems problems) {
    Path templates = folder.resolve("templates");
    Path path = templates.resolve(template.source()).normalize();
    if (!path.startsWith(templates) || path.equals(templates)) {
      problems.error(
          template.at(), "template `" + template.source() + "` is not below templates; move it");
      return Optional.empty();
    }
    if (!Files.isRegularFile(path)) {
      problems.error(
          template.at(),
          "there is no templates/" + template.source() + "; write it, or take its line out");
      return Optional.empty();
    }
    return Optional.of(new SourceFile(path, "templates/" + template.source(), Part.OF_A_JOB));
  }
}
