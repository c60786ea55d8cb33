package dev.slipway.server.page.account;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.QueueException;
import dev.slipway.server.account.AccountChanges;
import dev.slipway.server.page.frame.Frame;
import dev.slipway.server.page.frame.Html;
import dev.slipway.server.page.frame.Visit;
import dev.slipway.server.page.frame.Visitors;
import dev.slipway.server.security.Caller;
import dev.slipway.server.security.Csrf;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** One's own account. */
final class OwnAccount {
  private final Visitors visitors;
  private final AccountChanges changes;

  OwnAccount(Visitors visitors, AccountChanges changes) {
    this.visitors = visitors;
    this.changes = changes;
  }

  /** The page, with what was wrong with a change. */
  record View(Frame frame, Caller caller, boolean changed, Optional<String> fault) {
    String projects() {
      return caller
          .projects()
          .map(p -> p.isEmpty() ? "none" : String.join(", ", p.stream().sorted().toList()))
          .orElse("all");
    }
  }

  RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/account", r -> page(HttpStatus.OK, visitors.of(r), Optional.empty()))
        .POST("/account/password", this::password)
        .build();
  }

  private static ServerResponse page(HttpStatus status, Visit visit, Optional<String> fault) {
    return Html.page(
        status,
        JteownGenerated::render,
        new View(
            visit.frame("Account", Frame.Section.NONE),
            visit.caller(),
            visit.parameter("changed").isPresent(),
            fault));
  }

  private ServerResponse password(ServerRequest request) {
    Visit visit = visitors.of(request);
    try {
      changes.password(
          visit.caller(),
          request.param("current").orElse(""),
          request.param("password").orElse(""),
          Csrf.session(request));
      return Html.goTo("/account?changed=1");
    } catch (QueueException e) {
      return page(HttpStatus.UNPROCESSABLE_CONTENT, visit, Optional.ofNullable(e.getMessage()));
    }
  }
}
