package dev.slipway.server.page.build;

import dev.slipway.queue.Build;
import dev.slipway.queue.store.Steps;
import dev.slipway.server.page.frame.Shown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A step in the table of a build's steps. */
record StepLine(
    Steps.Row step,
    StepGraph.Node node,
    Optional<Timeline.Bar> bar,
    Optional<Timeline.Progress> progress) {

  static List<StepLine> of(List<Steps.Row> steps, StepGraph graph, Timeline timeline) {
    List<StepLine> lines = new ArrayList<>();
    for (Steps.Row each : steps) {
      lines.add(
          new StepLine(
              each,
              graph.nodes().getOrDefault(each.name(), new StepGraph.Node(0, List.of())),
              Optional.ofNullable(timeline.bars().get(each.name())),
              Optional.ofNullable(timeline.progress().get(each.name()))));
    }
    return lines;
  }

  /** Its name as an element's. */
  String id() {
    return "step-" + step.name().replaceAll("\\s", "-");
  }

  /** Where a build's log has only its lines. */
  String path(Build build) {
    return "/builds/" + build.id() + "?step=" + LogView.encoded(step.name()) + "#log";
  }

  boolean isRunning() {
    return step.state().equals("running");
  }

  /** How long it took, or what there is to say instead. */
  String took() {
    if (step.state().equals("cached")) {
      return "cached";
    }
    if (step.millis().isPresent()) {
      return Shown.duration(Duration.ofMillis(step.millis().getAsLong()));
    }
    return bar.map(b -> Shown.duration(b.took())).orElse(step.state());
  }
}
