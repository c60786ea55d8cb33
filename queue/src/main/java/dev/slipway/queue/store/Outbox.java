package dev.slipway.queue.store;

import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.event.Milestone;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What is told to webhooks: an errand for each webhook of the build's project that wants the event,
 * in the transaction of the event.
 */
final class Outbox {
  private Outbox() {}

  static void put(Handle handle, long build, List<BuildEvent> events) {
    for (BuildEvent each : events) {
      if (Milestone.KINDS.contains(each.kind())) {
        put(handle, build, each);
      }
    }
  }

  private static void put(Handle handle, long build, BuildEvent event) {
    handle
        .createUpdate(
            """
            INSERT INTO errand (kind, build, subject, body, state, attempts, next_at, created_at)
            SELECT 'webhook', build.id, CAST(webhook.id AS TEXT), :body, 'waiting', 0, :now, :now
            FROM webhook JOIN build ON build.project = webhook.project
            WHERE build.id = :build AND webhook.active = 1
                AND ' ' || webhook.events || ' ' LIKE :kind
            """)
        .bind("build", build)
        .bind("body", event.json())
        .bind("now", event.at().toEpochMilli())
        .bind("kind", "% " + event.kind() + " %")
        .execute();
  }
}
