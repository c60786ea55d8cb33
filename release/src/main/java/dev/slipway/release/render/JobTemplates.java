package dev.slipway.release.render;

import dev.slipway.definition.source.Problems;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.spec.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is rendered of a job.
 *
 * @param job its name
 * @param spec its spec as it is written, which says what properties and links there are
 * @param files its monit file and its templates
 */
public record JobTemplates(String job, byte[] spec, List<TemplateFile> files) {
  static final String LINKS = ".bosh/links.json";

  /**
   * A job's; paths are refused that lead out of its folder, or are there twice.
   *
   * @throws IllegalArgumentException where a path is not one below the job's folder
   */
  public JobTemplates {
    files = List.copyOf(files);
    Map<String, String> targets = new HashMap<>(Map.of(LINKS, LINKS));
    for (TemplateFile file : files) {
      String wrong = wrong(file.target());
      String other = targets.putIfAbsent(file.target(), file.source());
      if (!wrong.isEmpty() || other != null) {
        throw new IllegalArgumentException(
            "template `"
                + file.source()
                + "`: "
                + (other == null ? wrong : "`" + other + "` is written to the same path already"));
      }
    }
  }

  private static String wrong(String target) {
    boolean inside = !target.isEmpty() && !target.startsWith("/") && !target.endsWith("/");
    for (String name : target.split("/", -1)) {
      inside &= !name.isEmpty() && !name.equals(".") && !name.equals("..");
    }
    return inside && target.indexOf('\0') < 0
        ? ""
        : "`" + target + "` is no path below the job's folder; write one like `config/x.conf`";
  }

  /**
   * Reads those of a job in a release directory.
   *
   * @throws ReleaseException with all mistakes of its spec, or where there is no such job
   */
  public static JobTemplates read(ReleaseDirectory directory, String job) throws IOException {
    Path folder = directory.jobs().resolve(job).normalize();
    if (!directory.jobs().equals(folder.getParent())
        || !Files.isRegularFile(folder.resolve("spec"))) {
      throw new ReleaseException(
          Code.UNKNOWN, "there is no job `" + job + "` in " + directory.jobs() + known(directory));
    }
    byte[] bytes = Files.readAllBytes(folder.resolve("spec"));
    Problems problems = new Problems("jobs/" + job + "/spec");
    Optional<JobSpec> spec = JobSpec.read(bytes, problems);
    List<TemplateFile> files = new ArrayList<>();
    if (Files.isRegularFile(folder.resolve(TemplateFile.MONIT))) {
      files.add(file(folder.resolve(TemplateFile.MONIT), TemplateFile.MONIT, TemplateFile.MONIT));
    }
    Path templates = folder.resolve("templates");
    for (JobSpec.Template each : spec.map(JobSpec::templates).orElse(List.of())) {
      Path source = templates.resolve(each.source()).normalize();
      if (!source.startsWith(templates) || !Files.isRegularFile(source)) {
        problems.error(
            each.at(),
            "there is no templates/" + each.source() + "; write it, or take its line out");
      } else if (!wrong(each.target()).isEmpty()) {
        problems.error(each.at(), wrong(each.target()));
      } else {
        files.add(file(source, each.source(), each.target()));
      }
    }
    if (problems.hasErrors() || spec.isEmpty()) {
      throw new ReleaseException(problems.list());
    }
    return of(spec.get().name(), bytes, files);
  }

  private static JobTemplates of(String job, byte[] spec, List<TemplateFile> files)
      throws ReleaseException {
    try {
      return new JobTemplates(job, spec, files);
    } catch (IllegalArgumentException e) {
      throw new ReleaseException(Code.INVALID, "job `" + job + "`: " + e.getMessage(), e);
    }
  }

  private static TemplateFile file(Path path, String source, String target) throws IOException {
    return new TemplateFile(source, target, Files.readAllBytes(path));
  }

  private static String known(ReleaseDirectory directory) throws IOException {
    if (!Files.isDirectory(directory.jobs())) {
      return "";
    }
    try (var all = Files.list(directory.jobs())) {
      List<String> names =
          all.filter(Files::isDirectory).map(p -> p.getFileName().toString()).sorted().toList();
      return names.isEmpty() ? "" : "; there are " + String.join(", ", names);
    }
  }
}
