package dev.slipway.server.security;

import dev.slipway.queue.store.SessionRow;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * The token that a session's pages send along with whatever changes something, as the header {@code
 * X-CSRF-Token} or the form field {@code _csrf}; other sites' pages do not know it.
 */
public final class Csrf implements CsrfTokenRepository {
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final String SESSION = SessionRow.class.getName();

  /** The attribute that has the token for the forms of a page. */
  private static final String FOR_PAGES = "csrf";

  Csrf() {}

  /** The session that a request came with. */
  public static Optional<SessionRow> session(ServerRequest request) {
    return request.attribute(SESSION).map(SessionRow.class::cast);
  }

  /**
   * Has a request looked at: it came with a session's cookie, which browsers send by themselves.
   */
  static void expect(HttpServletRequest request, SessionRow session) {
    request.setAttribute(SESSION, session);
    request.setAttribute(FOR_PAGES, session.csrf());
  }

  /** Whether a request has to bring the token. Signing in has a check of its own. */
  static boolean isNeeded(HttpServletRequest request) {
    return request.getAttribute(SESSION) != null
        && !HARMLESS.contains(request.getMethod())
        && !request.getRequestURI().equals("/login");
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return request.getAttribute(SESSION) instanceof SessionRow session
        ? token(session.csrf())
        : null;
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    throw new IllegalStateException("tokens are made with their sessions");
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    // Tokens are stored with their sessions.
  }

  private static CsrfToken token(String value) {
    return new DefaultCsrfToken("X-CSRF-Token", "_csrf", value);
  }
}
