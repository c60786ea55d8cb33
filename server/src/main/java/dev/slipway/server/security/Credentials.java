package dev.slipway.server.security;

import dev.slipway.queue.store.AccountRow;
import dev.slipway.queue.store.Accounts;
import dev.slipway.queue.store.Projects;
import dev.slipway.queue.store.SessionRow;
import dev.slipway.queue.store.TokenRow;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;

/**
 * Who a request comes from: by an API token, a name and a password, or a browser's session, in this
 * order. A header that is wrong is refused, even where a session comes with it.
 */
final class Credentials {
  private final Accounts accounts;
  private final Projects projects;
  private final ApiTokens tokens;
  private final BrowserSessions sessions;
  private final SignIn signIn;

  Credentials(
      Accounts accounts,
      Projects projects,
      ApiTokens tokens,
      BrowserSessions sessions,
      SignIn signIn) {
    this.accounts = accounts;
    this.projects = projects;
    this.tokens = tokens;
    this.sessions = sessions;
    this.signIn = signIn;
  }

  /**
   * Who a request comes from; empty where it has no credentials, or those of a session that is
   * over.
   */
  Optional<Caller> of(HttpServletRequest request) throws Refused {
    String header = request.getHeader("Authorization");
    if (header == null) {
      return session(request);
    }
    if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return Optional.of(token(header.substring(7).strip(), request));
    }
    // A browser would send a password along with other sites' requests too.
    if (header.regionMatches(true, 0, "Basic ", 0, 6)
        && Paths.isProgrammatic(request)
        && !Paths.isBrowsers(request)) {
      return Optional.of(password(request));
    }
    throw Refused.credentials("this way to sign in is not taken here; use an API token");
  }

  private Optional<Caller> session(HttpServletRequest request) {
    Optional<SessionRow> session = sessions.of(request);
    Optional<AccountRow> account =
        session.flatMap(s -> accounts.get(s.account())).filter(a -> !a.disabled());
    if (account.isPresent()) {
      Csrf.expect(request, session.orElseThrow());
    }
    return account.map(a -> caller(a, EnumSet.allOf(Scope.class), request));
  }

  private Caller token(String secret, HttpServletRequest request) throws Refused {
    TokenRow token =
        tokens
            .find(secret)
            .orElseThrow(() -> Refused.credentials("the token is unknown, revoked or expired"));
    AccountRow account =
        accounts
            .get(token.account())
            .filter(a -> !a.disabled())
            .orElseThrow(() -> Refused.credentials("the token's account is disabled"));
    Set<Scope> scopes =
        token.scopes().stream()
            .flatMap(word -> Scope.of(word).stream())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    return caller(account, scopes, request);
  }

  private Caller password(HttpServletRequest request) throws Refused {
    UsernamePasswordAuthenticationToken given;
    try {
      given = new BasicAuthenticationConverter().convert(request);
    } catch (AuthenticationException e) {
      throw Refused.credentials("the Authorization header cannot be read");
    }
    if (given == null) {
      throw Refused.credentials("the Authorization header cannot be read");
    }
    String password = String.valueOf(given.getCredentials());
    return switch (signIn.check(given.getName(), password, request.getRemoteAddr())) {
      case SignIn.Outcome.Right(AccountRow account) ->
          caller(account, EnumSet.allOf(Scope.class), request);
      case SignIn.Outcome.Wrong() -> throw Refused.credentials("the name or the password is wrong");
      case SignIn.Outcome.Wait(var left) -> throw Refused.tooMany(left);
    };
  }

  private Caller caller(AccountRow account, Set<Scope> scopes, HttpServletRequest request) {
    Caller.Role own = Caller.Role.of(account.role()).orElseThrow();
    return new Caller(
        account.name(),
        Scope.narrowed(own, scopes),
        own == Caller.Role.ADMINISTRATOR
            ? Optional.empty()
            : Optional.of(projects.of(account.name())),
        scopes,
        request.getRemoteAddr());
  }
}
