package dev.slipway.server.page.account;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.store.AccountRow;
import dev.slipway.queue.store.Accounts;
import dev.slipway.server.account.AccountChanges;
import dev.slipway.server.page.frame.Frame;
import dev.slipway.server.page.frame.Html;
import dev.slipway.server.page.frame.Visit;
import dev.slipway.server.page.frame.Visitors;
import dev.slipway.server.security.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The accounts, for administrators. */
final class UserPage {
  private final Visitors visitors;
  private final Accounts accounts;
  private final AccountChanges changes;
  private final Clock clock;

  UserPage(Visitors visitors, Accounts accounts, AccountChanges changes, Clock clock) {
    this.visitors = visitors;
    this.accounts = accounts;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * The page.
   *
   * @param name that was typed for a new account
   * @param mail that was typed for a new account
   * @param fault what was wrong with a change
   */
  record View(
      Frame frame,
      List<AccountRow> accounts,
      String name,
      String mail,
      Optional<String> fault,
      Instant now) {
    List<String> roles() {
      return Arrays.stream(Caller.Role.values()).map(Caller.Role::word).toList();
    }
  }

  RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/users", this::show)
        .POST("/users", r -> change(r, this::add))
        .POST("/users/{name}", r -> change(r, this::alter))
        .POST("/users/{name}/remove", r -> change(r, this::remove))
        .build();
  }

  private ServerResponse show(ServerRequest request) throws QueueException {
    Visit visit = visitors.of(request).as(Caller.Role.ADMINISTRATOR);
    return page(HttpStatus.OK, visit, Optional.empty());
  }

  private ServerResponse page(HttpStatus status, Visit visit, Optional<String> fault) {
    return Html.page(
        status,
        JteusersGenerated::render,
        new View(
            visit.frame("Users", Frame.Section.USERS),
            accounts.all(),
            visit.parameter("name").orElse(""),
            visit.parameter("mail").orElse(""),
            fault,
            clock.instant()));
  }

  /** What an administrator wants to be different. */
  private interface Wanted {
    void happen(Visit visit) throws QueueException;
  }

  private ServerResponse change(ServerRequest request, Wanted wanted) throws QueueException {
    Visit visit = visitors.of(request).as(Caller.Role.ADMINISTRATOR);
    try {
      wanted.happen(visit);
      return Html.goTo("/users");
    } catch (QueueException e) {
      return page(HttpStatus.UNPROCESSABLE_CONTENT, visit, Optional.ofNullable(e.getMessage()));
    }
  }

  private void add(Visit visit) throws QueueException {
    changes.add(
        visit.caller(),
        new AccountChanges.NewAccount(
            visit.parameter("name").orElse(""),
            visit.request().param("password").orElse(""),
            visit.parameter("role").orElse(""),
            visit.parameter("mail").orElse(""),
            null));
  }

  private void alter(Visit visit) throws QueueException {
    changes.change(
        visit.caller(),
        visit.request().pathVariable("name"),
        new AccountChanges.Change(
            visit.parameter("role").orElse(""),
            visit.parameter("mail").orElse(""),
            visit.parameter("disabled").isPresent(),
            visit.request().param("password").filter(p -> !p.isEmpty()).orElse(null)));
  }

  private void remove(Visit visit) throws QueueException {
    changes.remove(visit.caller(), visit.request().pathVariable("name"));
  }
}
