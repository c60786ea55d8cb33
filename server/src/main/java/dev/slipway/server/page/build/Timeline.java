package dev.slipway.server.page.build;

import dev.slipway.queue.Build;
import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.store.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * When the steps of a build's last attempt began and ended.
 *
 * @param bars by the steps' names; those that did not begin are not there
 * @param progress of those that told of some, by the steps' names
 */
record Timeline(Map<String, Bar> bars, Map<String, Progress> progress) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> KINDS = Set.of("started", "finished", "failed", "progress");
  private static final int MOST = 2_000;

  /** How wide the whole time is. */
  static final int WIDTH = 1000;

  /**
   * A step's part of the whole time.
   *
   * @param from where it begins, out of {@link #WIDTH}
   * @param width never so small that nobody sees it
   */
  record Bar(long from, long width, Duration took) {}

  /** How much of a step is done, out of a total that is not 0. */
  record Progress(long done, long total, String unit) {
    long percent() {
      return Math.clamp(100 * done / total, 0, 100);
    }
  }

  private record Span(Instant from, Instant to) {}

  /** That of a build, up to now. */
  static Timeline of(Build build, Journal journal, Instant now) {
    Instant end = build.ended().orElse(now);
    Map<String, Span> spans = new HashMap<>();
    Map<String, Progress> progress = new HashMap<>();
    List<BuildEvent> events = journal.latest(build.id(), build.attempt(), KINDS, MOST);
    for (BuildEvent each : events) {
      JsonNode body = JSON.readTree(each.body());
      String step = body.path("step").asString("");
      switch (each.kind()) {
        case "started" -> spans.put(step, new Span(each.at(), end));
        case "progress" -> {
          long total = body.path("total").asLong(0);
          if (total > 0) {
            String unit = body.path("unit").asString("");
            progress.put(step, new Progress(body.path("done").asLong(0), total, unit));
          }
        }
        default -> spans.computeIfPresent(step, (_, s) -> new Span(s.from(), each.at()));
      }
    }
    return new Timeline(bars(spans, end), progress);
  }

  private static Map<String, Bar> bars(Map<String, Span> spans, Instant end) {
    Instant begin = spans.values().stream().map(Span::from).min(Instant::compareTo).orElse(end);
    long whole = Math.max(1, Duration.between(begin, end).toMillis());
    Map<String, Bar> bars = new HashMap<>();
    spans.forEach((step, span) -> {
      Duration took = Duration.between(span.from(), span.to());
      long width = Math.max(6, took.toMillis() * WIDTH / whole);
      long from = Duration.between(begin, span.from()).toMillis() * WIDTH / whole;
      bars.put(step, new Bar(Math.clamp(from, 0, WIDTH - 6), Math.min(width, WIDTH), took));
    });
    return bars;
  }
}
