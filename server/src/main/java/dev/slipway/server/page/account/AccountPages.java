package dev.slipway.server.page.account;

import dev.slipway.database.Database;
import dev.slipway.queue.store.Accounts;
import dev.slipway.queue.store.AuditLog;
import dev.slipway.queue.store.Projects;
import dev.slipway.server.account.AccountChanges;
import dev.slipway.server.account.ProjectChanges;
import dev.slipway.server.account.TokenChanges;
import dev.slipway.server.page.frame.Visitors;
import dev.slipway.server.security.Security;
import dev.slipway.server.security.SignInPage;
import java.time.Clock;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The pages about who may do what. */
public final class AccountPages {
  private final SignIn signIn = new SignIn();
  private final RouterFunction<ServerResponse> routes;

  /** Pages of a service's accounts. */
  public AccountPages(Visitors visitors, Database database, Security security, Clock clock) {
    AccountChanges accounts = new AccountChanges(database, security, clock);
    Projects projects = new Projects(database);
    this.routes =
        signIn
            .routes()
            .and(new OwnAccount(visitors, accounts).routes())
            .and(new TokenPage(visitors, new TokenChanges(database, security), clock).routes())
            .and(new UserPage(visitors, new Accounts(database), accounts, clock).routes())
            .and(
                new ProjectPage(visitors, projects, new ProjectChanges(database, security, clock))
                    .routes())
            .and(new AuditPage(visitors, new AuditLog(database), clock).routes());
  }

  /** The page for signing in. */
  public SignInPage signIn() {
    return signIn;
  }

  /** The routes to signing in, to one's own account, and to those of others. */
  public RouterFunction<ServerResponse> routes() {
    return routes;
  }
}
