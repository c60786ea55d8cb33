package dev.slipway.server.page.build;

import dev.slipway.queue.Build;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.log.LogLine;
import dev.slipway.queue.store.Artifacts;
import dev.slipway.queue.store.Errand;
import dev.slipway.server.page.frame.Shown;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A build as it is at a moment.
 *
 * @param graphWidth of the picture beside the steps
 * @param lastLines what the step that failed said last
 * @param packages in the image; none before it is there
 * @param publications the newest first
 */
record Snapshot(
    Build build,
    Instant now,
    List<StepLine> steps,
    int graphWidth,
    List<Artifacts.Row> files,
    List<LogLine> lastLines,
    List<PackageList.Entry> packages,
    List<Errand> publications) {

  boolean hasFailed() {
    return build.state() == BuildState.FAILED;
  }

  /** What it does now, in a word. */
  String state() {
    return build.cancelling() && !build.state().isOver() ? "cancelling" : build.state().word();
  }

  Optional<String> took() {
    return build.took(now).map(Shown::duration);
  }

  long stepsDone() {
    return steps.stream()
        .filter(s -> s.step().state().equals("done") || s.step().state().equals("cached"))
        .count();
  }

  /** Images first, then what is said about them. */
  List<Artifacts.Row> images() {
    return files.stream().filter(Artifacts.Row::isDisk).toList();
  }

  List<Artifacts.Row> about() {
    return files.stream().filter(f -> !f.isDisk()).toList();
  }

  boolean knowsLicences() {
    return packages.stream().anyMatch(p -> !p.licence().isEmpty());
  }

  /** Whether files are still to be brought somewhere. */
  boolean isPublishing() {
    return publications.stream().anyMatch(p -> p.ended().isEmpty());
  }

  /** The reason's lines; the first says it, the others explain. */
  List<String> reason() {
    return build.reason().map(String::lines).map(java.util.stream.Stream::toList).orElse(List.of());
  }
}
