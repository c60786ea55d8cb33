package dev.slipway.server.api;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import dev.slipway.queue.webhook.Webhook;
import dev.slipway.server.consequence.WebhookChanges;
import dev.slipway.server.http.Json;
import dev.slipway.server.http.JsonBody;
import dev.slipway.server.http.Query;
import dev.slipway.server.http.Refusal;
import dev.slipway.server.security.Callers;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Webhooks. A secret is told once, when it is made here, and never again. */
final class WebhookRoutes {
  private static final String DEFAULT_PROJECT = "default";

  private final Callers callers;
  private final WebhookChanges webhooks;

  WebhookRoutes(Callers callers, WebhookChanges webhooks) {
    this.callers = callers;
    this.webhooks = webhooks;
  }

  /** A new webhook as it is asked for; what is left out is null. */
  record Added(
      @Nullable String project,
      @Nullable String url,
      @Nullable String secret,
      @Nullable List<String> events,
      @Nullable Boolean active) {}

  /** What is to be another at a webhook; what is left out is null, and stays as it is. */
  record Changed(
      @Nullable String url,
      @Nullable String secret,
      @Nullable List<String> events,
      @Nullable Boolean active) {}

  /** A webhook as the API shows it, with the secret where it was made just now. */
  record View(
      long id,
      String project,
      URI url,
      List<String> events,
      boolean active,
      Instant created,
      Optional<String> secret) {
    private static View of(Webhook webhook, Optional<String> secret) {
      return new View(
          webhook.id(),
          webhook.project(),
          webhook.url(),
          webhook.events(),
          webhook.active(),
          webhook.created(),
          secret);
    }

    private static View of(Webhook webhook) {
      return of(webhook, Optional.empty());
    }
  }

  /** All webhooks that somebody may see. */
  record AllWebhooks(List<View> webhooks) {}

  /** What a webhook was told, or is to be told. */
  record Deliveries(List<ErrandView> deliveries) {}

  RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/api/v1/webhooks", this::list)
        .POST("/api/v1/webhooks", this::add)
        .GET("/api/v1/webhooks/{id}", this::show)
        .PATCH("/api/v1/webhooks/{id}", this::change)
        .DELETE("/api/v1/webhooks/{id}", this::remove)
        .GET("/api/v1/webhooks/{id}/deliveries", this::deliveries)
        .build();
  }

  private ServerResponse list(ServerRequest request) throws Refusal {
    Query.of(request);
    return Json.ok(
        new AllWebhooks(webhooks.visible(callers.of(request)).stream().map(View::of).toList()));
  }

  private ServerResponse add(ServerRequest request) throws IOException, Refusal {
    Query.of(request);
    Added body = JsonBody.read(request, Added.class);
    String project = Optional.ofNullable(body.project()).orElse(DEFAULT_PROJECT);
    callers.of(request).mayWrite(project);
    if (body.url() == null) {
      throw new QueueException(Code.INVALID, "`url` is missing");
    }
    WebhookChanges.Made made =
        webhooks.add(
            callers.of(request),
            new WebhookChanges.NewWebhook(
                project,
                body.url(),
                Optional.ofNullable(body.secret()),
                Optional.ofNullable(body.events()).orElse(List.of()),
                body.active() == null || body.active()));
    return Json.of(HttpStatus.CREATED, View.of(made.webhook(), made.secret()));
  }

  private ServerResponse show(ServerRequest request) throws QueueException, Refusal {
    Query.of(request);
    return Json.ok(View.of(visible(request)));
  }

  private ServerResponse change(ServerRequest request) throws IOException, Refusal {
    Query.of(request);
    Webhook old = visible(request);
    callers.of(request).mayWrite(old.project());
    Changed body = JsonBody.read(request, Changed.class);
    WebhookChanges.Change change =
        new WebhookChanges.Change(
            Optional.ofNullable(body.url()),
            Optional.ofNullable(body.secret()),
            Optional.ofNullable(body.events()),
            Optional.ofNullable(body.active()));
    return Json.ok(View.of(webhooks.change(callers.of(request), old, change)));
  }

  private ServerResponse remove(ServerRequest request) throws QueueException, Refusal {
    Query.of(request);
    webhooks.remove(callers.of(request), visible(request));
    return ServerResponse.noContent().build();
  }

  private ServerResponse deliveries(ServerRequest request) throws QueueException, Refusal {
    Query.of(request);
    return Json.ok(
        new Deliveries(
            webhooks.deliveries(visible(request)).stream().map(ErrandView::of).toList()));
  }

  /** The webhook that a request's path names, where its caller may see it. */
  private Webhook visible(ServerRequest request) throws QueueException {
    return webhooks.visible(callers.of(request), request.pathVariable("id"));
  }
}
