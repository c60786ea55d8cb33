package dev.slipway.server.page.build;

import dev.slipway.queue.Build;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.artifact.Storage;
import dev.slipway.queue.log.LogLine;
import dev.slipway.queue.store.Artifacts;
import dev.slipway.queue.store.Journal;
import dev.slipway.queue.store.Steps;
import dev.slipway.server.consequence.PublishChanges;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Looks at builds. */
final class Snapshots {
  private static final int LAST_LINES = 15;

  private final Steps steps;
  private final Artifacts artifacts;
  private final Journal journal;
  private final PublishChanges publications;
  private final Storage storage;
  private final Clock clock;

  Snapshots(
      Steps steps,
      Artifacts artifacts,
      Journal journal,
      PublishChanges publications,
      Storage storage,
      Clock clock) {
    this.steps = steps;
    this.artifacts = artifacts;
    this.journal = journal;
    this.publications = publications;
    this.storage = storage;
    this.clock = clock;
  }

  Snapshot of(Build build) throws IOException {
    Instant now = clock.instant();
    List<Steps.Row> rows = steps.of(build.id());
    StepGraph graph = StepGraph.of(rows);
    List<Artifacts.Row> files = artifacts.of(build.id());
    return new Snapshot(
        build,
        now,
        StepLine.of(rows, graph, Timeline.of(build, journal, now)),
        graph.width(),
        files,
        lastLines(build),
        build.state().isOver() && !build.disposed() ? PackageList.of(files, storage) : List.of(),
        publications.of(build));
  }

  private List<LogLine> lastLines(Build build) {
    if (build.state() != BuildState.FAILED || build.failedStep().isEmpty()) {
      return List.of();
    }
    Journal.Window window = Journal.Window.last(LAST_LINES).of(build.failedStep().get());
    return journal.lines(build.id(), window).stream()
        .map(LogLine::of)
        .filter(l -> l.kind().equals("output") || l.kind().equals("warning"))
        .toList();
  }
}
