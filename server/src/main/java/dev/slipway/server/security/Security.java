package dev.slipway.server.security;

import dev.slipway.database.Database;
import dev.slipway.queue.store.Accounts;
import dev.slipway.queue.store.Projects;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** Who may do what: the parts of it, and the chain of filters that every request goes through. */
public final class Security {
  private final Audit audit;
  private final Passwords passwords = new Passwords();
  private final ApiTokens tokens;
  private final BrowserSessions sessions;
  private final SignIn signIn;
  private final Credentials credentials;
  private final Optional<String> firstPassword;
  private final boolean https;

  /**
   * The security of a service, whose first account is made where it has none.
   *
   * @param https whether people reach it by HTTPS, even where a proxy ends it
   */
  public Security(Database database, Clock clock, SecureRandom random, boolean https) {
    Secrets secrets = new Secrets(random);
    Accounts accounts = new Accounts(database);
    this.https = https;
    this.audit = new Audit(database, clock);
    this.tokens = new ApiTokens(database, secrets, clock);
    this.sessions = new BrowserSessions(database, secrets, clock, https);
    this.signIn =
        new SignIn(accounts, passwords, new Attempts(clock), new Remembered(clock, random), audit);
    this.credentials = new Credentials(accounts, new Projects(database), tokens, sessions, signIn);
    this.firstPassword = FirstAccount.make(database, secrets, clock.instant());
  }

  public Audit audit() {
    return audit;
  }

  public Passwords passwords() {
    return passwords;
  }

  public ApiTokens tokens() {
    return tokens;
  }

  public SignIn signIn() {
    return signIn;
  }

  /** The password of {@code admin}, where this start has made it. It can be had only here. */
  public Optional<String> firstPassword() {
    return firstPassword;
  }

  /**
   * Signing in and out: {@code POST /login} and {@code POST /logout}.
   *
   * @param page where people sign in
   */
  public RouterFunction<ServerResponse> routes(SignInPage page) {
    return new LoginRoutes(signIn, sessions, audit, page).routes();
  }

  /** The chain of filters. */
  public SecurityFilterChain chain(HttpSecurity http) {
    Refusals refusals = new Refusals();
    return http.addFilterBefore(new Admission(credentials, refusals), CsrfFilter.class)
        .authorizeHttpRequests(Rules::apply)
        .exceptionHandling(e -> e.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .csrf(c ->
            c.csrfTokenRepository(new Csrf())
                .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                .requireCsrfProtectionMatcher(Csrf::isNeeded))
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(c -> c.disable())
        .logout(l -> l.disable())
        .headers(h -> Headers.apply(h, https))
        .build();
  }
}
