package dev.slipway.server.security;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.store.AccountRow;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Signing in and out with a browser. The page for it is elsewhere. */
final class LoginRoutes {
  private final SignIn signIn;
  private final BrowserSessions sessions;
  private final Audit audit;
  private final SignInPage page;

  LoginRoutes(SignIn signIn, BrowserSessions sessions, Audit audit, SignInPage page) {
    this.signIn = signIn;
    this.sessions = sessions;
    this.audit = audit;
    this.page = page;
  }

  RouterFunction<ServerResponse> routes() {
    return route().POST("/login", this::signIn).POST("/logout", this::signOut).build();
  }

  private ServerResponse signIn(ServerRequest request) {
    HttpServletRequest servlet = request.servletRequest();
    String next = request.param("next").flatMap(Paths::local).orElse("/");
    if (isOthers(servlet)) {
      String reason = "Sign in from this site's own page, which is this one.";
      return page.answer(request, HttpStatus.FORBIDDEN, Map.of(), reason, next);
    }
    String query = String.valueOf(servlet.getQueryString());
    if (query.contains("password=")) {
      String reason = "A password in an address ends up in logs. Type it here, and change it soon.";
      return page.answer(request, HttpStatus.BAD_REQUEST, Map.of(), reason, next);
    }
    String name = request.param("name").orElse("");
    String address = servlet.getRemoteAddr();
    return switch (signIn.check(name, request.param("password").orElse(""), address)) {
      case SignIn.Outcome.Right(AccountRow account) -> {
        ResponseCookie cookie = sessions.begin(account.name(), servlet);
        audit.note(account.name(), address, "signed in", "", "");
        yield to(next, Optional.of(cookie));
      }
      case SignIn.Outcome.Wrong() ->
          to(
              "/login?failed&next=" + URLEncoder.encode(next, StandardCharsets.UTF_8),
              Optional.empty());
      case SignIn.Outcome.Wait(var left) -> {
        Refused refused = Refused.tooMany(left);
        String wait = refused.retryAfter().orElse("1");
        yield page.answer(
            request,
            refused.status(),
            Map.of("Retry-After", wait),
            "There were too many tries, so this one was not looked at. Wait " + wait + " s.",
            next);
      }
    };
  }

  /** Another site could sign somebody in to an account of its own, and see what is done with it. */
  private static boolean isOthers(HttpServletRequest request) {
    String from = request.getHeader("Sec-Fetch-Site");
    return from != null && !from.equals("same-origin") && !from.equals("none");
  }

  private ServerResponse signOut(ServerRequest request) {
    Caller caller = Callers.admitted().of(request);
    ResponseCookie cookie = sessions.end(request.servletRequest());
    audit.note(caller, "signed out", "", "");
    return to("/login", Optional.of(cookie));
  }

  private static ServerResponse to(String page, Optional<ResponseCookie> cookie) {
    ServerResponse.BodyBuilder answer =
        ServerResponse.status(HttpStatus.SEE_OTHER).header("Location", page);
    cookie.ifPresent(c -> answer.header("Set-Cookie", c.toString()));
    return answer.build();
  }
}
