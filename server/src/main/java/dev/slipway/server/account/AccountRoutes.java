package dev.slipway.server.account;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.store.Accounts;
import dev.slipway.server.http.Json;
import dev.slipway.server.http.JsonBody;
import dev.slipway.server.http.Refusal;
import dev.slipway.server.security.Callers;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Accounts, for administrators. */
final class AccountRoutes {
  private final Accounts accounts;
  private final AccountChanges changes;
  private final Callers callers;

  AccountRoutes(Accounts accounts, AccountChanges changes, Callers callers) {
    this.accounts = accounts;
    this.changes = changes;
    this.callers = callers;
  }

  RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/api/v1/accounts", _ -> Json.ok(Map.of("accounts", accounts.all())))
        .POST("/api/v1/accounts", this::add)
        .GET("/api/v1/accounts/{name}", r -> Json.ok(changes.get(r.pathVariable("name"))))
        .PATCH("/api/v1/accounts/{name}", this::change)
        .DELETE("/api/v1/accounts/{name}", this::remove)
        .build();
  }

  private ServerResponse add(ServerRequest request) throws IOException, Refusal {
    AccountChanges.NewAccount given = JsonBody.read(request, AccountChanges.NewAccount.class);
    return Json.of(HttpStatus.CREATED, changes.add(callers.of(request), given));
  }

  private ServerResponse change(ServerRequest request) throws IOException, Refusal {
    String name = changes.get(request.pathVariable("name")).name();
    AccountChanges.Change given = JsonBody.read(request, AccountChanges.Change.class);
    return Json.ok(changes.change(callers.of(request), name, given));
  }

  private ServerResponse remove(ServerRequest request) throws QueueException {
    changes.remove(callers.of(request), request.pathVariable("name"));
    return ServerResponse.noContent().build();
  }
}
