package dev.slipway.cli.build;

import dev.slipway.build.cache.Fingerprint;
import dev.slipway.process.Event;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.event.EventJson;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.protocol.ToWorker;
import dev.slipway.queue.worker.HttpFiles;
import dev.slipway.queue.worker.Task;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Builds an image in no time. One that is named {@code bad} fails, and one that is named {@code
 * slow} waits until it is let go; one that is named {@code huge} has a disk of some GiB.
 */
final class QuickTask implements Task {
  static final int DISK = 3 << 20;
  static final long HUGE = 3L << 30;

  private final HttpFiles files = new HttpFiles(null);
  private final BlockingQueue<Long> waiting = new LinkedBlockingQueue<>();
  private final Semaphore letGo = new Semaphore(0);

  /** The next slow build that waits. */
  long waiting() throws InterruptedException {
    Long build = waiting.poll(30, java.util.concurrent.TimeUnit.SECONDS);
    if (build == null) {
      throw new AssertionError("no slow build has begun");
    }
    return build;
  }

  /** Lets one slow build go on. */
  void letGo() {
    letGo.release();
  }

  @Override
  public Milestone.Ended run(ToWorker.Job job, Path folder, Events events)
      throws InterruptedException {
    try {
      tell(
          events,
          new Event.Planned(
              "image",
              List.of(
                  new Event.Node("install", "Install", List.of()),
                  new Event.Node("disk", "Write the disk", List.of("install")))));
      tell(events, new Event.Started("install", "Install"));
      tell(events, new Event.Output("install", "Setting up bash (5.2)"));
      if (job.name().equals("slow")) {
        waiting.add(job.build());
        letGo.acquire();
      }
      if (job.name().equals("bad")) {
        tell(events, new Event.Failed("install", "dpkg ended with status 1"));
        return new Milestone.Ended(
            BuildState.FAILED, Optional.of("dpkg ended with status 1"), Optional.of("install"));
      }
      String release = job.parameters().getOrDefault("RELEASE", "none");
      tell(events, new Event.Output("install", "release " + release));
      tell(events, new Event.Finished("install", Event.Outcome.CACHED, Duration.ZERO));
      tell(events, new Event.Started("disk", "Write the disk"));
      bring(job, folder);
      tell(events, new Event.Finished("disk", Event.Outcome.DONE, Duration.ofMillis(1500)));
      return new Milestone.Ended(BuildState.SUCCEEDED, Optional.empty(), Optional.empty());
    } catch (IOException e) {
      return new Milestone.Ended(BuildState.FAILED, Optional.of(e.toString()), Optional.of("disk"));
    }
  }

  private void bring(ToWorker.Job job, Path folder) throws IOException, InterruptedException {
    String base = job.name() + "_v1." + job.architecture();
    put(job, disk(folder.resolve(base + ".raw"), job), "raw");
    put(job, Files.writeString(folder.resolve(base + ".lock"), lock(job.architecture())), "lock");
    String sbom =
        "{\"packages\":[{\"name\":\"bash\",\"versionInfo\":\"5.%d\"}]}".formatted(job.build());
    put(job, Files.writeString(folder.resolve(base + ".spdx.json"), sbom), "sbom");
  }

  /** Nearly all of it is a hole. */
  private static Path disk(Path file, ToWorker.Job job) throws IOException {
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
      long size = job.name().equals("huge") ? HUGE : DISK;
      disk.write(1);
      disk.seek(size / 2);
      disk.write("in the middle".getBytes(StandardCharsets.UTF_8));
      disk.seek(size - 1);
      disk.write((int) job.build());
    }
    return file;
  }

  private void put(ToWorker.Job job, Path file, String kind)
      throws IOException, InterruptedException {
    files.artifact(job, file, kind, Fingerprint.sha256(file));
  }

  private static String lock(String architecture) {
    return """
    architecture %1$s
    inputs 0
    time 2026-01-01T00:00:00Z
    repository main http://deb.example.org/debian
    package bash 5.2 %1$s 100 %2$s main pool/bash.deb
    """
        .formatted(architecture, "0".repeat(64));
  }

  private static void tell(Events events, Event event) throws InterruptedException {
    events.add(event.getClass().getSimpleName().toLowerCase(Locale.ROOT), EventJson.line(event));
  }
}
