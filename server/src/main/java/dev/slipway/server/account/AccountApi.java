package dev.slipway.server.account;

import dev.slipway.database.Database;
import dev.slipway.queue.store.Accounts;
import dev.slipway.queue.store.AuditLog;
import dev.slipway.queue.store.Projects;
import dev.slipway.server.http.ContentTypes;
import dev.slipway.server.security.Callers;
import dev.slipway.server.security.Security;
import java.time.Clock;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Accounts and what belongs to them, below {@code /api/v1}. */
public final class AccountApi {
  private AccountApi() {}

  /** All of the routes. */
  public static RouterFunction<ServerResponse> routes(
      Database database, Security security, Callers callers, Clock clock) {
    AccountChanges accounts = new AccountChanges(database, security, clock);
    ProjectChanges projects = new ProjectChanges(database, security, clock);
    return new AccountRoutes(new Accounts(database), accounts, callers)
        .routes()
        .and(new OwnRoutes(accounts, callers).routes())
        .and(new TokenRoutes(new TokenChanges(database, security), callers).routes())
        .and(new ProjectRoutes(new Projects(database), projects, callers).routes())
        .and(new AuditRoutes(new AuditLog(database)).routes())
        .filter(ContentTypes.json());
  }
}
