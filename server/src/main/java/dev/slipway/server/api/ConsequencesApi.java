package dev.slipway.server.api;

import dev.slipway.queue.retention.Retention;
import dev.slipway.queue.store.Builds;
import dev.slipway.server.consequence.PublishChanges;
import dev.slipway.server.consequence.WebhookChanges;
import dev.slipway.server.http.ContentTypes;
import dev.slipway.server.security.Callers;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The API of what follows from builds. */
public record ConsequencesApi(
    WebhookChanges webhooks,
    PublishChanges publications,
    Retention retention,
    Builds builds,
    Callers callers) {
  /** Its routes. */
  public RouterFunction<ServerResponse> routes() {
    Access access = new Access(builds, callers);
    return new WebhookRoutes(callers, webhooks)
        .routes()
        .and(new PublishRoutes(access, publications).routes())
        .and(new RetentionRoutes(access, builds, retention).routes())
        .filter(ContentTypes.json());
  }
}
