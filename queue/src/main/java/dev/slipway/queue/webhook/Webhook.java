package dev.slipway.queue.webhook;

import dev.slipway.queue.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * Where events of a project's builds are told.
 *
 * @param secret signs what is told
 * @param events kinds of {@linkplain dev.slipway.queue.event.Milestone#KINDS milestones}
 * @param active whether anything is told there now
 */
public record Webhook(
    long id,
    String project,
    URI url,
    Secret secret,
    List<String> events,
    boolean active,
    Instant created) {
  public Webhook {
    events = List.copyOf(events);
  }
}
