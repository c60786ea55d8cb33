package dev.slipway.server.account;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.QueueException;
import dev.slipway.server.http.Json;
import dev.slipway.server.http.JsonBody;
import dev.slipway.server.http.Query;
import dev.slipway.server.http.Refusal;
import dev.slipway.server.security.ApiTokens;
import dev.slipway.server.security.Caller;
import dev.slipway.server.security.Callers;
import dev.slipway.server.security.Scope;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** API tokens: one's own, and for administrators all. */
final class TokenRoutes {
  private final TokenChanges changes;
  private final Callers callers;

  TokenRoutes(TokenChanges changes, Callers callers) {
    this.changes = changes;
    this.callers = callers;
  }

  RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/api/v1/tokens", this::list)
        .POST("/api/v1/tokens", this::make)
        .DELETE("/api/v1/tokens/{id}", this::revoke)
        .build();
  }

  private ServerResponse list(ServerRequest request) throws Refusal {
    Optional<String> account = Query.of(request, "account").text("account");
    return Json.ok(Map.of("tokens", changes.visible(callers.of(request), account)));
  }

  private ServerResponse make(ServerRequest request) throws IOException, Refusal {
    Caller caller = callers.of(request);
    caller.requires(Scope.ADMIN);
    ApiTokens.Made made = changes.make(caller, JsonBody.read(request, TokenChanges.NewToken.class));
    return Json.of(HttpStatus.CREATED, Map.of("token", made.secret(), "about", made.row()));
  }

  private ServerResponse revoke(ServerRequest request) throws QueueException {
    changes.revoke(callers.of(request), request.pathVariable("id"));
    return ServerResponse.noContent().build();
  }
}
