package dev.slipway.server.page.account;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.server.page.frame.Frame;
import dev.slipway.server.page.frame.Html;
import dev.slipway.server.security.SignInPage;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The form for signing in; what it sends is not for a page to look at. */
final class SignIn implements SignInPage {
  /**
   * The form.
   *
   * @param next the page that was asked for; a path of this server
   * @param name that was typed before
   * @param fault why nobody is signed in yet, where it was tried
   */
  record View(Frame frame, String next, String name, Optional<String> fault) {}

  RouterFunction<ServerResponse> routes() {
    return route().GET("/login", this::show).build();
  }

  private ServerResponse show(ServerRequest request) {
    String next = request.param("next").filter(SignIn::isHere).orElse("/");
    Optional<String> fault =
        request.param("failed").map(_ -> "Name and password do not go together.");
    return Html.page(
        JteloginGenerated::render, new View(Frame.ofStranger(request, "Sign in"), next, "", fault));
  }

  @Override
  public ServerResponse answer(
      ServerRequest request,
      HttpStatus status,
      Map<String, String> headers,
      String reason,
      String next) {
    String name = request.param("name").orElse("");
    return Html.page(
        status,
        headers,
        JteloginGenerated::render,
        new View(Frame.ofStranger(request, "Sign in"), next, name, Optional.of(reason)));
  }

  /** Whether an address leads to this server and nowhere else. */
  private static boolean isHere(String address) {
    return address.matches("/(?![/\\\\])[\\x21-\\x7e]*");
  }
}
