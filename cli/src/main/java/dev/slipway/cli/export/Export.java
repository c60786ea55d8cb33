package dev.slipway.cli.export;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.cli.terminal.Text;
import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskFile;
import dev.slipway.disk.GrownDisk;
import dev.slipway.disk.convert.Conversion;
import dev.slipway.disk.convert.Destination;
import dev.slipway.disk.partition.BackupTable;
import dev.slipway.disk.target.Subject;
import dev.slipway.disk.target.Target;
import dev.slipway.process.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a disk for importers, shows how far that has come, and what came of it. */
public final class Export {
  private static final String STEP = "convert";

  private final Surroundings surroundings;
  private final ExportOptions options;
  private final boolean json;

  /**
   * One.
   *
   * @param json whether events and results are JSON
   */
  public Export(Surroundings surroundings, ExportOptions options, boolean json) {
    this.surroundings = surroundings;
    this.options = options;
    this.json = json;
  }

  /**
   * What files say of when they were made: SOURCE_DATE_EPOCH, or the year 2000; never the clock.
   */
  public static Instant time(Map<String, String> environment) {
    String epoch = environment.getOrDefault("SOURCE_DATE_EPOCH", "946684800");
    if (!epoch.matches("[0-9]{1,11}")) {
      throw new UsageException("SOURCE_DATE_EPOCH is " + epoch + ", not seconds since 1970");
    }
    return Instant.ofEpochSecond(Long.parseLong(epoch));
  }

  /** A larger disk, its partition table moved to the new end. */
  public static Disk grown(Disk disk, long size) throws IOException {
    GrownDisk grown = new GrownDisk(disk, size);
    BackupTable.growToEnd(grown);
    return grown;
  }

  /**
   * Writes files.
   *
   * @param title what is done, in a few words
   */
  public void run(Disk disk, Subject subject, String title, Map<Path, Target> files)
      throws IOException {
    List<Destination> destinations = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    for (Map.Entry<Path, Target> each : files.entrySet()) {
      Target target = each.getValue();
      for (Destination one : target.destinations(each.getKey(), subject, options.sparse())) {
        destinations.add(one);
        targets.add(target);
      }
    }
    Conversion.Result result;
    try (Progress progress = Progress.of(surroundings, json, false)) {
      result = converted(disk, destinations, title, progress);
    }
    for (int i = 0; i < targets.size(); i++) {
      print(targets.get(i), result.files().get(i));
    }
    if (!result.disk().isEmpty()) {
      print(disk.size(), result.disk());
    }
  }

  private Conversion.Result converted(
      Disk disk, List<Destination> destinations, String title, Progress progress)
      throws IOException {
    long began = surroundings.clock().millis();
    progress.on(new Event.Started(STEP, title));
    try {
      Conversion.Result result =
          options.conversion().run(disk, destinations, new Percent(progress, STEP, disk.size()));
      Duration took = Duration.ofMillis(surroundings.clock().millis() - began);
      progress.on(new Event.Finished(STEP, Event.Outcome.DONE, took));
      return result;
    } catch (IOException e) {
      progress.on(new Event.Failed(STEP, String.valueOf(e.getMessage())));
      throw e;
    }
  }

  private void print(Target target, DiskFile file) {
    Path shown = surroundings.folder().toAbsolutePath().relativize(file.path().toAbsolutePath());
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("event", "result");
      fields.put("file", shown.toString());
      fields.put("target", target.name());
      fields.put("fileSize", file.size());
      fields.put("digests", file.digests());
      surroundings.out().println(Json.line(fields));
      return;
    }
    surroundings
        .out()
        .println("%s: %s, %s".formatted(shown, target.name(), Text.size(file.size())));
    print(file.digests());
  }

  private void print(long size, Map<String, String> digests) {
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("event", "disk");
      fields.put("size", size);
      fields.put("digests", digests);
      surroundings.out().println(Json.line(fields));
    } else {
      surroundings.out().println("the disk itself: " + Text.size(size));
      print(digests);
    }
  }

  private void print(Map<String, String> digests) {
    digests.forEach((algorithm, digest) ->
        surroundings
            .out()
            .println(
                "  "
                    + algorithm.toLowerCase(java.util.Locale.ROOT).replace("-", "")
                    + " "
                    + digest));
  }
}
