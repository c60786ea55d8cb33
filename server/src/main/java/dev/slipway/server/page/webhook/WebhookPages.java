package dev.slipway.server.page.webhook;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.store.ProjectRow;
import dev.slipway.queue.store.Projects;
import dev.slipway.queue.webhook.Webhook;
import dev.slipway.server.consequence.WebhookChanges;
import dev.slipway.server.page.frame.Frame;
import dev.slipway.server.page.frame.Html;
import dev.slipway.server.page.frame.Visit;
import dev.slipway.server.page.frame.Visitors;
import dev.slipway.server.security.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Webhooks: all of them, and what each was told. */
public final class WebhookPages {
  private final Visitors visitors;
  private final WebhookChanges webhooks;
  private final Projects projects;
  private final Clock clock;

  /** Pages of a service's webhooks. */
  public WebhookPages(Visitors visitors, WebhookChanges webhooks, Projects projects, Clock clock) {
    this.visitors = visitors;
    this.webhooks = webhooks;
    this.projects = projects;
    this.clock = clock;
  }

  /** A webhook in the list, with what it was told last. */
  record Line(Webhook webhook, Optional<DeliveryLine> last) {
    boolean tellsAll() {
      return webhook.events().equals(Milestone.KINDS);
    }
  }

  /** The form for another, as it was filled. */
  record Form(String project, String url, List<String> events) {
    static final Form EMPTY = new Form(ProjectRow.DEFAULT, "", List.of("ended", "published"));
  }

  /**
   * The list.
   *
   * @param made one that was added just now, with its secret, which is shown this once
   * @param fault what was wrong with the form
   */
  record View(
      Frame frame,
      List<Line> lines,
      List<String> projects,
      Form form,
      Optional<WebhookChanges.Made> made,
      Optional<String> fault,
      Instant now) {
    List<String> kinds() {
      return Milestone.KINDS;
    }

    @Override
    public String toString() {
      return "the page of webhooks";
    }
  }

  /** A webhook, with its deliveries. */
  record One(Frame frame, Webhook webhook, List<DeliveryLine> deliveries, Instant now) {}

  /** The routes below {@code /webhooks}. */
  public RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/webhooks", r -> list(visit(r)))
        .POST("/webhooks", this::add)
        .GET("/webhooks/{id}", this::show)
        .POST("/webhooks/{id}/pause", r -> change(r, false))
        .POST("/webhooks/{id}/resume", r -> change(r, true))
        .POST("/webhooks/{id}/remove", this::remove)
        .build();
  }

  /** An address may be as good as a password there: those who may change it see it. */
  private Visit visit(ServerRequest request) throws QueueException {
    return visitors.of(request).as(Caller.Role.BUILDER);
  }

  private ServerResponse list(Visit visit) {
    return list(HttpStatus.OK, visit, Form.EMPTY, Optional.empty(), Optional.empty());
  }

  private ServerResponse list(
      HttpStatus status,
      Visit visit,
      Form form,
      Optional<WebhookChanges.Made> made,
      Optional<String> fault) {
    List<Line> lines =
        webhooks.visible(visit.caller()).stream()
            .map(
                w -> new Line(w, webhooks.deliveries(w).stream().findFirst().map(DeliveryLine::of)))
            .toList();
    List<String> own =
        projects.all().stream().map(ProjectRow::name).filter(visit.caller()::sees).toList();
    Frame frame = visit.frame("Webhooks", Frame.Section.WEBHOOKS);
    return Html.page(
        status,
        JtewebhooksGenerated::render,
        new View(frame, lines, own, form, made, fault, clock.instant()));
  }

  private ServerResponse add(ServerRequest request) throws QueueException {
    Visit visit = visit(request);
    Form form =
        new Form(
            visit.parameter("project").orElse(ProjectRow.DEFAULT),
            visit.parameter("url").orElse(""),
            request.params().getOrDefault("event", List.of()));
    try {
      if (form.events().isEmpty()) {
        throw new QueueException(
            QueueException.Code.INVALID, "Choose at least one event; others are not told.");
      }
      WebhookChanges.Made made =
          webhooks.add(
              visit.caller(),
              new WebhookChanges.NewWebhook(
                  form.project(), form.url(), Optional.empty(), form.events(), true));
      return list(HttpStatus.OK, visit, Form.EMPTY, Optional.of(made), Optional.empty());
    } catch (QueueException e) {
      Optional<String> fault = Optional.ofNullable(e.getMessage());
      return list(HttpStatus.UNPROCESSABLE_CONTENT, visit, form, Optional.empty(), fault);
    }
  }

  private Webhook webhook(Visit visit) throws QueueException {
    return webhooks.visible(visit.caller(), visit.request().pathVariable("id"));
  }

  private ServerResponse show(ServerRequest request) throws QueueException {
    Visit visit = visit(request);
    Webhook webhook = webhook(visit);
    return Html.page(
        JtewebhookGenerated::render,
        new One(
            visit.frame("Webhook " + webhook.id(), Frame.Section.WEBHOOKS).reloading(10),
            webhook,
            webhooks.deliveries(webhook).stream().map(DeliveryLine::of).toList(),
            clock.instant()));
  }

  private ServerResponse change(ServerRequest request, boolean active) throws QueueException {
    Visit visit = visit(request);
    Webhook webhook = webhook(visit);
    webhooks.change(visit.caller(), webhook, WebhookChanges.Change.active(active));
    return Html.goTo("/webhooks/" + webhook.id());
  }

  private ServerResponse remove(ServerRequest request) throws QueueException {
    Visit visit = visit(request);
    webhooks.remove(visit.caller(), webhook(visit));
    return Html.goTo("/webhooks");
  }
}
