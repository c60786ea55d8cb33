package dev.slipway.queue.store;

import dev.slipway.process.Event;
import dev.slipway.queue.event.EventJson;
import dev.slipway.queue.event.NewEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How much a build may say. A program that prints the same line for hours is not to fill the
 * database; what its steps come to is stored nevertheless.
 */
final class EventLimit {
  /** How many events of a build are stored, but for those that say how its steps went. */
  static final long MOST = 1_000_000;

  private static final Set<String> ALWAYS = Set.of("planned", "started", "finished", "failed");

  private EventLimit() {}

  /**
   * What is stored of events.
   *
   * @param last the number of the build's last event before them
   */
  static List<NewEvent> apply(List<NewEvent> events, long last) {
    if (last + events.size() <= MOST) {
      return events;
    }
    List<NewEvent> kept = new ArrayList<>();
    boolean told = last > MOST;
    for (NewEvent each : events) {
      boolean fits = last + kept.size() < MOST;
      if (!fits && !told) {
        kept.add(leftOut(each));
        told = true;
      }
      if (fits || (ALWAYS.contains(each.kind()) && last < 2 * MOST)) {
        kept.add(each);
      }
    }
    return kept;
  }

  private static NewEvent leftOut(NewEvent first) {
    String message = "output left out from here on: this build has told " + MOST + " things by now";
    return new NewEvent(
        first.at(), "warning", EventJson.line(new Event.Warning("service", message)));
  }
}
