package dev.slipway.server.security;

import dev.slipway.database.Database;
import dev.slipway.queue.store.SessionRow;
import dev.slipway.queue.store.Sessions;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * Sessions of browsers, kept in the database, so that any server knows them. The cookie is sent
 * along when somebody follows a link from a mail (SameSite=Lax): what changes anything asks for the
 * session's CSRF token besides.
 */
final class BrowserSessions {
  static final String COOKIE = "slipway-session";
  private static final Duration IDLE = Duration.ofHours(12);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Duration EXACTNESS = Duration.ofMinutes(1);

  private final Database database;
  private final Sessions sessions;
  private final Secrets secrets;
  private final Clock clock;
  private final boolean https;

  /**
   * Sessions in a database.
   *
   * @param https whether browsers reach the service by HTTPS, even where a proxy ends it
   */
  BrowserSessions(Database database, Secrets secrets, Clock clock, boolean https) {
    this.database = database;
    this.sessions = new Sessions(database);
    this.secrets = secrets;
    this.clock = clock;
    this.https = https;
  }

  /** The session that a request comes with, where it lasts. */
  Optional<SessionRow> of(HttpServletRequest request) {
    Instant now = clock.instant();
    Optional<SessionRow> session =
        cookie(request)
            .flatMap(sessions::get)
            .filter(s -> now.isBefore(s.seen().plus(IDLE)))
            .filter(s -> now.isBefore(s.created().plus(LONGEST)));
    session
        .filter(s -> now.isAfter(s.seen().plus(EXACTNESS)))
        .ifPresent(s -> database.change(handle -> Sessions.seen(handle, s.hash(), now)));
    return session;
  }

  /** The hash of the cookie that a request comes with. */
  private static Optional<String> cookie(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    return Optional.ofNullable(cookie).map(Cookie::getValue).map(Secrets::hash);
  }

  /**
   * Begins a session. The one that the request comes with ends: nobody can prepare a session for
   * somebody else to sign in to.
   *
   * @return the cookie that opens it
   */
  ResponseCookie begin(String account, HttpServletRequest request) {
    Instant now = clock.instant();
    String secret = secrets.next();
    SessionRow session = new SessionRow(Secrets.hash(secret), account, secrets.next(), now, now);
    database.change(handle -> {
      cookie(request).ifPresent(c -> Sessions.remove(handle, c));
      Sessions.forget(handle, now.minus(LONGEST), now.minus(IDLE));
      Sessions.add(handle, session);
    });
    return cookie(secret, request).build();
  }

  /**
   * Ends the session that a request comes with.
   *
   * @return the cookie that takes the place of its own
   */
  ResponseCookie end(HttpServletRequest request) {
    database.change(handle -> cookie(request).ifPresent(c -> Sessions.remove(handle, c)));
    return cookie("", request).maxAge(0).build();
  }

  private ResponseCookie.ResponseCookieBuilder cookie(String value, HttpServletRequest request) {
    return ResponseCookie.from(COOKIE, value)
        .path("/")
        .httpOnly(true)
        .sameSite("Lax")
        .secure(https || request.isSecure());
  }
}
