package dev.slipway.server.account;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.server.http.Json;
import dev.slipway.server.http.JsonBody;
import dev.slipway.server.http.Refusal;
import dev.slipway.server.security.Caller;
import dev.slipway.server.security.Callers;
import dev.slipway.server.security.Csrf;
import dev.slipway.server.security.Scope;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** One's own account. */
final class OwnRoutes {
  private final AccountChanges changes;
  private final Callers callers;

  OwnRoutes(AccountChanges changes, Callers callers) {
    this.changes = changes;
    this.callers = callers;
  }

  /**
   * Who one is.
   *
   * @param projects none where one sees all
   */
  private record Me(
      String account, String role, Optional<List<String>> projects, List<String> scopes) {}

  private record NewPassword(@Nullable String current, @Nullable String password) {
    @Override
    public String toString() {
      return "a new password";
    }
  }

  RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/api/v1/me", r -> Json.ok(me(callers.of(r))))
        .PUT("/api/v1/me/password", this::password)
        .build();
  }

  private static Me me(Caller caller) {
    return new Me(
        caller.account(),
        caller.role().word(),
        caller.projects().map(Collection::stream).map(p -> p.sorted().toList()),
        caller.scopes().stream().sorted().map(Scope::word).toList());
  }

  private ServerResponse password(ServerRequest request) throws IOException, Refusal {
    Caller caller = callers.of(request);
    caller.requires(Scope.ADMIN);
    NewPassword given = JsonBody.read(request, NewPassword.class);
    changes.password(caller, given.current(), given.password(), Csrf.session(request));
    return ServerResponse.noContent().build();
  }
}
