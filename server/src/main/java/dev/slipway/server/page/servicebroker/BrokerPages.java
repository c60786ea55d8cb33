package dev.slipway.server.page.servicebroker;

import static org.springframework.web.servlet.function.RequestPredicates.path;
import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.broker.operation.Offer;
import dev.slipway.broker.store.Ledger;
import dev.slipway.server.page.frame.Asset;
import dev.slipway.server.servicebroker.Users;
import dev.slipway.server.signon.SignOn;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * All pages of the service broker. They show and change nothing, so that no other site can make use
 * of who asks. The broker's users send name and password with each request; users of a platform may
 * be signed on to an instance's page.
 */
public final class BrokerPages {
  private static final String USER = BrokerPages.class.getName() + ".user";

  private final Users users;
  private final Optional<InstanceSignOn> signOn;
  private final RouterFunction<ServerResponse> pages;

  /**
   * Over what there is to have, what is there, and what it uses.
   *
   * @param signOn for users of a platform, to pages of their instances
   */
  public BrokerPages(
      Offer offer, Ledger ledger, Usage usage, Users users, Optional<SignOn> signOn, Clock clock) {
    this.signOn = signOn.map(s -> new InstanceSignOn(s, offer, ledger));
    this.users = users;
    this.pages =
        new ServicesPage(offer, ledger)
            .routes()
            .and(new InstanceList(offer, ledger, clock).routes())
            .and(new InstancePage(offer, ledger, usage, clock).routes());
  }

  /** Their routes, whatever the method, and those of what they are made of. */
  public RouterFunction<ServerResponse> routes() {
    return route(path("/dashboard").or(path("/dashboard/**")), this::answer)
        .filter(this::signedIn)
        .and(Asset.routes());
  }

  /** What is around a page for whoever asks. */
  static BrokerFrame frame(ServerRequest request, String title, BrokerFrame.Section section) {
    return new BrokerFrame(title, section, request.attribute(USER).map(String.class::cast));
  }

  /** The page for what is not there. */
  static ServerResponse notFound(ServerRequest request, String message) {
    return problem(request, HttpStatus.NOT_FOUND, Map.of(), message);
  }

  static ServerResponse problem(
      ServerRequest request, HttpStatus status, Map<String, String> headers, String message) {
    BrokerFrame frame = frame(request, status.getReasonPhrase(), BrokerFrame.Section.NONE);
    return Answer.problem(request, status, headers, new Answer.Problem(frame, message));
  }

  private ServerResponse signedIn(ServerRequest request, HandlerFunction<ServerResponse> next)
      throws Exception {
    String login = request.headers().firstHeader("Authorization");
    if (login == null && signOn.isPresent()) {
      Optional<ServerResponse> answer = signOn.get().answer(request, next);
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    Optional<String> user = users.of(login);
    if (user.isEmpty()) {
      return problem(
          request,
          HttpStatus.UNAUTHORIZED,
          Map.of("WWW-Authenticate", "Basic realm=\"service broker\", charset=\"UTF-8\""),
          "Name and password of a broker's user are needed: the settings have them, or the broker"
              + " has printed those of admin at its first start.");
    }
    request.attributes().put(USER, user.get());
    return next.handle(request);
  }

  private ServerResponse answer(ServerRequest request) throws Exception {
    boolean head = request.method().equals(HttpMethod.HEAD);
    if (!head && !request.method().equals(HttpMethod.GET)) {
      return problem(
          request,
          HttpStatus.METHOD_NOT_ALLOWED,
          Map.of("Allow", "GET, HEAD"),
          "Pages only show: what is to be changed goes to the API at /v2.");
    }
    // HEAD is GET without its body, which the server leaves out.
    ServerRequest get = head ? ServerRequest.from(request).method(HttpMethod.GET).build() : request;
    Optional<HandlerFunction<ServerResponse>> page = pages.route(get);
    return page.isPresent()
        ? page.get().handle(get)
        : notFound(request, "There is no page at this address.");
  }
}
