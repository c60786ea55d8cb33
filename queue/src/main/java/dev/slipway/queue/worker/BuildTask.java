package dev.slipway.queue.worker;

import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.catalog.Artifact;
import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.process.Command;
import dev.slipway.process.CommandFailed;
import dev.slipway.process.Event;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.event.EventJson;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.protocol.ToWorker;
import dev.slipway.queue.source.SourceTar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Builds an image by running this program as anybody would: {@code slipway image build --json}. So
 * a build has a process of its own, with its own memory, that sees nothing of the worker's secrets,
 * and that ends with the worker however that ends.
 */
public final class BuildTask implements Task {
  private static final String BRING = "bring";
  private static final Pattern RECORD = Pattern.compile(".*\\.(amd64|i386|arm64)\\.json");
  private static final JsonMapper JSON = new JsonMapper();

  private final Path program;
  private final Map<String, String> environment;
  private final BuildFiles files;

  /**
   * A task for a worker.
   *
   * @param program the {@code slipway} that is run
   * @param environment what it is run in: where the cache is, proxies
   * @param files where sources come from and artifacts go to
   */
  public BuildTask(Path program, Map<String, String> environment, BuildFiles files) {
    this.program = program;
    this.environment = Map.copyOf(environment);
    this.files = files;
  }

  @Override
  public Milestone.Ended run(ToWorker.Job job, Path folder, Events events)
      throws InterruptedException {
    Told told = new Told(events);
    try {
      Path definition = definition(job, folder);
      Path images = folder.resolve("images");
      command(job, definition, images).onLine(told::line).run();
      bring(job, images, events);
      return new Milestone.Ended(BuildState.SUCCEEDED, Optional.empty(), Optional.empty());
    } catch (CommandFailed e) {
      told.throwIfInterrupted();
      return new Milestone.Ended(BuildState.FAILED, Optional.of(told.reason(e)), told.failedStep());
    } catch (IOException e) {
      return new Milestone.Ended(
          BuildState.FAILED, Optional.of(String.valueOf(e.getMessage())), Optional.empty());
    }
  }

  private Path definition(ToWorker.Job job, Path folder) throws IOException, InterruptedException {
    Path tar = folder.resolve("source.tar");
    files.source(job, tar);
    if (!Fingerprint.sha256(tar).equals(job.source())) {
      throw new IOException("the source that came is not the one that was submitted");
    }
    Path definition = Files.createDirectories(folder.resolve("definition"));
    SourceTar.unpack(tar, definition);
    Files.delete(tar);
    return definition;
  }

  private Command command(ToWorker.Job job, Path definition, Path images) {
    List<String> line =
        new ArrayList<>(
            List.of(
                program.toString(),
                "image",
                "build",
                definition.toString(),
                "--json",
                "--arch",
                job.architecture(),
                "-o",
                images.toString()));
    if (!job.formats().isEmpty()) {
      line.add("--format");
      line.add(String.join(",", job.formats()));
    }
    if (!job.test()) {
      line.add("--no-test");
    }
    return Command.of(line)
        .env(environment)
        .env(job.parameters())
        .in(definition)
        .timeout(Duration.ofHours(24));
  }

  /** Brings what was built to the storage. */
  private void bring(ToWorker.Job job, Path images, Events events)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    tell(events, new Event.Started(BRING, "Bring the artifacts to the storage"));
    Path recordFile = record(images);
    ImageRecord record = JSON.readValue(Files.readString(recordFile), ImageRecord.class);
    Map<String, String> kinds = new LinkedHashMap<>();
    record.artifacts().forEach(a -> kinds.put(a.file(), a.format()));
    kinds.put(record.definition(), "definition");
    kinds.put(record.lock(), "lock");
    kinds.put(record.sbom(), "sbom");
    kinds.put(record.provenance(), "provenance");
    kinds.put(recordFile.getFileName().toString(), "record");
    long done = 0;
    for (Map.Entry<String, String> each : kinds.entrySet()) {
      Path file = images.resolve(each.getKey());
      Optional<String> known =
          record.artifacts().stream()
              .filter(a -> a.file().equals(each.getKey()))
              .map(Artifact::sha256)
              .findFirst();
      String sha256 = known.isPresent() ? known.get() : Fingerprint.sha256(file);
      files.artifact(job, file, each.getValue(), sha256);
      tell(events, new Event.Progress(BRING, ++done, kinds.size(), "files"));
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    tell(events, new Event.Finished(BRING, Event.Outcome.DONE, took));
  }

  private static Path record(Path images) throws IOException {
    try (Stream<Path> all = Files.list(images)) {
      return all.filter(f -> RECORD.matcher(f.getFileName().toString()).matches())
          .findFirst()
          .orElseThrow(() -> new IOException("the build has left no record of its image"));
    }
  }

  private static void tell(Events events, Event event) throws InterruptedException {
    String body = EventJson.line(event);
    events.add(Told.kind(body), body);
  }
}
