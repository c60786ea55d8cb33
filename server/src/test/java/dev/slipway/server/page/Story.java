package dev.slipway.server.page;

import dev.slipway.process.Event;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.event.EventJson;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.worker.Task;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A build in which happens what a test tells, when it tells it. */
final class Story {
  private sealed interface Part {
    record Happens(Event event) implements Part {}

    record Leaves(Left left) implements Part {}

    record Ends(Milestone.Ended how) implements Part {}
  }

  /** A file that the build leaves. */
  record Left(String name, String kind, String content) {}

  /** Brings files to where they are kept. */
  interface Files {
    void leave(Left left) throws InterruptedException;
  }

  private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();

  /** A plan in which one step needs another. */
  Story plan() {
    return happens(
        new Event.Planned(
            "plan",
            List.of(
                new Event.Node("fetch", "Fetch 3 packages", List.of()),
                new Event.Node("install", "Install 3 packages", List.of("fetch")),
                new Event.Node("boot loader", "Make the boot loader", List.of("install")),
                new Event.Node("settings", "Apply users and names", List.of("install")),
                new Event.Node("disk", "Write the disk", List.of("boot loader", "settings")))));
  }

  Story starts(String step) {
    return happens(new Event.Started(step, "Begin to " + step));
  }

  Story says(String step, String line) {
    return happens(new Event.Output(step, line));
  }

  Story finishes(String step) {
    return happens(new Event.Finished(step, Event.Outcome.DONE, Duration.ofMillis(400)));
  }

  Story happens(Event event) {
    parts.add(new Part.Happens(event));
    return this;
  }

  /** A file of the image that is made. */
  Story leaves(String name, String kind, String content) {
    parts.add(new Part.Leaves(new Left(name, kind, content)));
    return this;
  }

  /** A disk, and a list of packages, each as {@code NAME=VERSION}. */
  Story leavesImage(String name, int size, String... packages) {
    String list =
        Stream.of(packages)
            .map(p -> p.split("="))
            .map(p -> "{\"name\":\"%s\",\"versionInfo\":\"%s\"}".formatted(p[0], p[1]))
            .collect(Collectors.joining(","));
    return leaves(name + ".qcow2", "qcow2", "x".repeat(size))
        .leaves(name + ".spdx.json", "sbom", "{\"packages\":[" + list + "]}");
  }

  void succeeds() {
    ends(new Milestone.Ended(BuildState.SUCCEEDED, Optional.empty(), Optional.empty()));
  }

  /** Ends in a step that fails. */
  void fails(String step, String reason) {
    happens(new Event.Failed(step, reason));
    ends(new Milestone.Ended(BuildState.FAILED, Optional.of(reason), Optional.of(step)));
  }

  private void ends(Milestone.Ended how) {
    parts.add(new Part.Ends(how));
  }

  /** Goes on to its end. */
  Milestone.Ended tell(Task.Events events, Files files) throws InterruptedException {
    while (true) {
      switch (parts.take()) {
        case Part.Happens(Event event) ->
            events.add(
                event.getClass().getSimpleName().toLowerCase(Locale.ROOT), EventJson.line(event));
        case Part.Leaves(Left left) -> files.leave(left);
        case Part.Ends(Milestone.Ended how) -> {
          return how;
        }
      }
    }
  }
}
