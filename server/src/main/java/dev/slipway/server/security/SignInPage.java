package dev.slipway.server.security;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The page for signing in, as the answer to an attempt that was not looked at. */
public interface SignInPage {
  /**
   * The page with a reason.
   *
   * @param headers that go with the answer
   * @param next where to go after signing in; a path of this server
   */
  ServerResponse answer(
      ServerRequest request,
      HttpStatus status,
      Map<String, String> headers,
      String reason,
      String next);
}
