package dev.slipway.server.page;

import static org.springframework.web.servlet.function.RequestPredicates.accept;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import dev.slipway.database.Database;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.artifact.Storage;
import dev.slipway.queue.dispatch.BuildService;
import dev.slipway.queue.live.Hub;
import dev.slipway.queue.source.Submissions;
import dev.slipway.queue.store.Projects;
import dev.slipway.server.consequence.PublishChanges;
import dev.slipway.server.consequence.WebhookChanges;
import dev.slipway.server.page.account.AccountPages;
import dev.slipway.server.page.build.BuildPages;
import dev.slipway.server.page.frame.Asset;
import dev.slipway.server.page.frame.Frame;
import dev.slipway.server.page.frame.Problem;
import dev.slipway.server.page.frame.Visitors;
import dev.slipway.server.page.overview.OverviewPages;
import dev.slipway.server.page.webhook.WebhookPages;
import dev.slipway.server.security.Callers;
import dev.slipway.server.security.Security;
import dev.slipway.server.security.SignInPage;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** All pages. */
public final class Pages {
  private final Visitors visitors;
  private final SignInPage signIn;
  private final RouterFunction<ServerResponse> routes;

  /** Pages of a service. */
  public Pages(
      Callers callers,
      Security security,
      Database database,
      Hub hub,
      BuildService service,
      Submissions submissions,
      Storage storage,
      WebhookChanges webhooks,
      PublishChanges publications,
      Clock clock) {
    this.visitors = new Visitors(callers);
    AccountPages accounts = new AccountPages(visitors, database, security, clock);
    this.signIn = accounts.signIn();
    this.routes =
        new OverviewPages(visitors, database, storage, clock)
            .routes()
            .and(
                new BuildPages(
                        visitors,
                        database,
                        hub,
                        service,
                        submissions,
                        storage,
                        publications,
                        security.audit(),
                        clock)
                    .routes())
            .and(new WebhookPages(visitors, webhooks, new Projects(database), clock).routes())
            .and(accounts.routes());
  }

  /** The page for signing in, for attempts that were not looked at. */
  public SignInPage signIn() {
    return signIn;
  }

  /** Their routes, and those of what they are made of. */
  public RouterFunction<ServerResponse> routes() {
    return routes
        .filter((request, next) -> {
          try {
            return next.handle(request);
          } catch (QueueException e) {
            return Problem.of(e, frame(request, "Not done"));
          }
        })
        .and(Asset.routes());
  }

  /** The route that comes after all others, for whoever looks for a page that is not there. */
  public RouterFunction<ServerResponse> unknown() {
    // Strangers see the rest too, and have no frame.
    RequestPredicate open = path("/assets/**").or(path("/health/**"));
    RequestPredicate page =
        RequestPredicates.GET("/**").and(accept(MediaType.TEXT_HTML)).and(open.negate());
    return RouterFunctions.route(
        page,
        request ->
            Problem.of(
                HttpStatus.NOT_FOUND,
                "Not found",
                "There is no page at this address.",
                frame(request, "Not found")));
  }

  private Frame frame(ServerRequest request, String title) {
    return visitors.of(request).frame(title, Frame.Section.NONE);
  }
}
