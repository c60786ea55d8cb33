package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.render.DeskInstance;
import dev.slipway.release.render.Instance;
import dev.slipway.release.render.JobTemplates;
import dev.slipway.release.render.RenderErrors;
import dev.slipway.release.render.RenderedFile;
import dev.slipway.release.render.RenderedFolder;
import dev.slipway.release.render.Renderer;
import dev.slipway.release.render.Rendering;
import dev.slipway.release.render.TemplateError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway release render}. */
@Command(
    name = "render",
    description = "Renders a job's templates as a director would.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Templates are Ruby programs, and are run with your rights: render only what you trust.",
      "Without --spec the instance is a first, single one at 192.0.2.10; keys of its file replace"
          + " those.",
      "Example:",
      "  slipway release render --job redis --properties redis.yml -o rendered"
    })
final class RenderJob implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private DirectoryOption directory = new DirectoryOption();

  @Option(names = "--job", paramLabel = "JOB", required = true, description = "The job's name.")
  private String job = "";

  @Option(
      names = "--properties",
      paramLabel = "FILE",
      description =
          "YAML: the job's properties, as under `properties:` of a manifest (default: none; the"
              + " spec's defaults count).")
  private @Nullable Path properties;

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description = "YAML: what `spec` is: deployment, name, index, az, networks, …")
  private @Nullable Path spec;

  @Option(
      names = "--links",
      paramLabel = "FILE",
      description =
          "YAML: for each link by its name, `instances`, `properties` and perhaps `address`.")
  private @Nullable Path links;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      required = true,
      description = "Where to write; a rendered job that is there already is replaced.")
  private Path output = Path.of("");

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long one template may take (default: ${DEFAULT-VALUE}).")
  private int timeout = 30;

  @Option(names = "--json", description = "Print what was written, or the errors, as JSON.")
  private boolean json;

  RenderJob(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    ReleaseDirectory release = directory.directory(surroundings);
    JobTemplates templates = JobTemplates.read(release, job);
    Instance instance =
        DeskInstance.of(release, templates, text(spec), text(properties), text(links));
    Path folder = surroundings.folder().resolve(output);
    RenderedFolder.check(folder);
    Duration limit = Duration.ofSeconds(Math.max(1, timeout));
    try (Renderer renderer = new Renderer(limit, surroundings.err())) {
      switch (renderer.render(templates, instance)) {
        case Rendering.Done done -> {
          RenderedFolder.write(folder, done.files());
          tell(done.files());
        }
        case Rendering.Failed failed -> throw failure(failed);
      }
    }
    return 0;
  }

  private String text(@Nullable Path file) throws IOException {
    return file == null ? "" : Files.readString(surroundings.folder().resolve(file));
  }

  private void tell(List<RenderedFile> files) {
    if (json) {
      List<Map<String, Object>> written = files.stream().map(RenderJob::fields).toList();
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("job", job);
      fields.put("folder", output.toString());
      fields.put("files", written);
      surroundings.out().println(Json.text(fields));
    } else {
      files.forEach(file ->
          surroundings.out().println(file.permissions() + " " + output.resolve(file.path())));
    }
  }

  private static Map<String, Object> fields(RenderedFile file) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("path", file.path());
    fields.put("permissions", file.permissions());
    fields.put("bytes", file.content().length);
    return fields;
  }

  private ReleaseException failure(Rendering.Failed failed) {
    if (json) {
      List<Map<String, Object>> errors = failed.errors().stream().map(RenderJob::fields).toList();
      surroundings.out().println(Json.text(Map.of("errors", errors)));
    }
    return new ReleaseException(
        ReleaseException.Code.FAILED, RenderErrors.text(Map.of(job, List.of(failed))));
  }

  private static Map<String, Object> fields(TemplateError error) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("template", error.template());
    fields.put("line", error.line().isPresent() ? error.line().getAsInt() : null);
    fields.put("message", error.message());
    return fields;
  }
}
