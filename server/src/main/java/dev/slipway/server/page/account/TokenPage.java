package dev.slipway.server.page.account;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.store.TokenRow;
import dev.slipway.server.account.TokenChanges;
import dev.slipway.server.page.frame.Frame;
import dev.slipway.server.page.frame.Html;
import dev.slipway.server.page.frame.Visit;
import dev.slipway.server.page.frame.Visitors;
import dev.slipway.server.security.Scope;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** API tokens: making them, and revoking them. */
final class TokenPage {
  private final Visitors visitors;
  private final TokenChanges changes;
  private final Clock clock;

  TokenPage(Visitors visitors, TokenChanges changes, Clock clock) {
    this.visitors = visitors;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * The page.
   *
   * @param made a token that was just made, which is shown this once
   * @param fault what was wrong with a change
   */
  record View(
      Frame frame,
      String account,
      List<TokenRow> tokens,
      Optional<String> made,
      Optional<String> fault,
      Instant now) {
    List<String> scopes() {
      return Arrays.stream(Scope.values()).map(Scope::word).toList();
    }

    boolean isOver(TokenRow token) {
      return token.expires().map(e -> !now.isBefore(e)).orElse(false);
    }

    boolean showsOthers() {
      return tokens.stream().anyMatch(t -> !t.account().equals(account));
    }

    @Override
    public String toString() {
      return "the page of tokens";
    }
  }

  RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/tokens", r -> page(visitors.of(r), Optional.empty()))
        .POST("/tokens", this::make)
        .POST("/tokens/{id}/revoke", this::revoke)
        .build();
  }

  private ServerResponse page(Visit visit, Optional<String> made) {
    return page(HttpStatus.OK, visit, made, Optional.empty());
  }

  private ServerResponse page(
      HttpStatus status, Visit visit, Optional<String> made, Optional<String> fault) {
    return Html.page(
        status,
        JtetokensGenerated::render,
        new View(
            visit.frame("Tokens", Frame.Section.TOKENS),
            visit.caller().account(),
            changes.visible(visit.caller(), Optional.empty()),
            made,
            fault,
            clock.instant()));
  }

  private ServerResponse make(ServerRequest request) {
    Visit visit = visitors.of(request);
    try {
      TokenChanges.NewToken given =
          new TokenChanges.NewToken(
              visit.parameter("name").orElse(""),
              request.params().getOrDefault("scope", List.of()),
              (int) Math.min(visit.number("days", 0), Integer.MAX_VALUE));
      return page(visit, Optional.of(changes.make(visit.caller(), given).secret()));
    } catch (QueueException e) {
      return page(
          HttpStatus.UNPROCESSABLE_CONTENT,
          visit,
          Optional.empty(),
          Optional.ofNullable(e.getMessage()));
    }
  }

  private ServerResponse revoke(ServerRequest request) throws QueueException {
    changes.revoke(visitors.of(request).caller(), request.pathVariable("id"));
    return Html.goTo("/tokens");
  }
}
