package dev.slipway.cli.disk;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.cli.terminal.Text;
import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Opening;
import dev.slipway.process.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway disk convert}. */
@Command(
    name = "convert",
    description = "Writes a disk in another format; an overlay becomes one with its bases.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The target appears when it is whole. The same disk and options give the same bytes.",
      "Examples:",
      "  slipway disk convert disk.raw disk.qcow2 --compression zstd",
      "  slipway disk convert overlay.qcow2 whole.raw --base-folder /srv/images"
    })
final class ConvertDisk implements Callable<Integer> {
  private static final String STEP = "convert";

  private final Surroundings surroundings;
  @Mixin private BaseFolders bases = new BaseFolders();
  @Mixin private TargetOptions options = new TargetOptions();

  @Parameters(index = "0", paramLabel = "SOURCE", description = "The disk's file.")
  private Path source = Path.of("");

  @Parameters(index = "1", paramLabel = "TARGET", description = "The file to make.")
  private Path target = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "FORMAT",
      description =
          "The source's format, raw or qcow2 (default: by its first bytes). Say raw for a raw"
              + " disk that a guest has written to.")
  private @Nullable String from;

  @Option(names = "--force", description = "Replace the target where it is there already.")
  private boolean force;

  @Option(names = "--json", description = "Print events and the result as JSON, one a line.")
  private boolean json;

  ConvertDisk(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Path in = surroundings.folder().resolve(source);
    Path out = surroundings.folder().resolve(target);
    DiskTarget writer = options.target(target);
    checkTarget(in, out);
    Opening opening = bases.opening(surroundings.folder());
    if (from != null) {
      opening = opening.as(TargetOptions.format(from));
    }
    long size;
    try (Disk disk = Disks.open(in, opening);
        Progress progress = Progress.of(surroundings, json, false)) {
      size = disk.size();
      convert(disk, writer, out, progress);
    }
    print(writer.format(), size, Files.size(out));
    return 0;
  }

  private void checkTarget(Path in, Path out) throws IOException {
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UsageException(folder + ": no such folder; make it first");
    }
    if (!Files.exists(out)) {
      return;
    }
    if (!Files.isRegularFile(out)) {
      throw new UsageException(target + " is no file; write to one, then copy it there with dd");
    }
    if (Files.exists(in) && Files.isSameFile(in, out)) {
      throw new UsageException("source and target are the same file; give the target another name");
    }
    if (!force) {
      throw new UsageException(target + " is there already; --force replaces it");
    }
  }

  private void convert(Disk disk, DiskTarget writer, Path out, Progress progress)
      throws IOException {
    long began = surroundings.clock().millis();
    progress.on(new Event.Started(STEP, source + " to " + target));
    Percent percent = new Percent(progress, STEP, disk.size());
    try {
      writer.write(disk, out, percent);
    } catch (IOException e) {
      progress.on(new Event.Failed(STEP, String.valueOf(e.getMessage())));
      throw e;
    }
    Duration took = Duration.ofMillis(surroundings.clock().millis() - began);
    progress.on(new Event.Finished(STEP, Event.Outcome.DONE, took));
  }

  private void print(DiskFormat format, long size, long fileSize) {
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("event", "result");
      fields.put("file", target.toString());
      fields.put("format", format.label());
      fields.put("size", size);
      fields.put("fileSize", fileSize);
      surroundings.out().println(Json.line(fields));
    } else {
      surroundings
          .out()
          .println(
              "%s: %s, %s, a disk of %s"
                  .formatted(target, format.label(), Text.size(fileSize), Text.size(size)));
    }
  }
}
