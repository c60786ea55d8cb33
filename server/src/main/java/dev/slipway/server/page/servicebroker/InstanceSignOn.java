package dev.slipway.server.page.servicebroker;

import dev.slipway.broker.catalog.DashboardClient;
import dev.slipway.broker.catalog.Service;
import dev.slipway.broker.operation.Offer;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.State;
import dev.slipway.server.signon.SignOn;
import dev.slipway.server.signon.SignOnException;
import jakarta.servlet.http.Cookie;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Users of a platform, who come to an instance's page without a name that the broker knows. */
final class InstanceSignOn {
  private static final Logger LOG = LoggerFactory.getLogger(InstanceSignOn.class);
  private static final String PATH = "/dashboard/instances/";

  private final SignOn signOn;
  private final Offer offer;
  private final Ledger ledger;

  InstanceSignOn(SignOn signOn, Offer offer, Ledger ledger) {
    this.signOn = signOn;
    this.offer = offer;
    this.ledger = ledger;
  }

  /**
   * Answers whoever is signed on, and sends away to the issuer who may be.
   *
   * @return empty for pages that are only for the broker's own users
   */
  Optional<ServerResponse> answer(ServerRequest request, HandlerFunction<ServerResponse> next)
      throws Exception {
    try {
      if (request.path().equals(SignOn.CALLBACK)) {
        return Optional.of(back(request));
      }
      if (!request.path().startsWith(PATH)) {
        return Optional.empty();
      }
      String instance = request.path().substring(PATH.length());
      if (signOn.isOpen(cookie(request, SignOn.SESSION), instance)) {
        return Optional.of(next.handle(request));
      }
      Optional<DashboardClient> client = client(instance);
      return client.isPresent()
          ? Optional.of(begin(request, instance, client.get()))
          : Optional.empty();
    } catch (SignOnException e) {
      return Optional.of(refused(request, e));
    }
  }

  /** As whom an instance's service asks the issuer, where it does. */
  private Optional<DashboardClient> client(String instance) {
    return ledger
        .instances()
        .find(instance)
        .filter(i -> i.state() != State.DELETED)
        .flatMap(i -> offer.catalog().service(i.service()))
        .flatMap(Service::client);
  }

  private ServerResponse begin(ServerRequest request, String instance, DashboardClient client)
      throws SignOnException, InterruptedException {
    if (request.headers().firstHeader("HX-Request") != null) {
      // A script may not follow to the issuer, but it can have the browser get the page again.
      return ServerResponse.status(HttpStatus.UNAUTHORIZED).header("HX-Refresh", "true").build();
    }
    SignOn.Begun begun = signOn.begin(instance, client);
    return ServerResponse.status(HttpStatus.FOUND)
        .header("Location", begun.goTo())
        .header("Set-Cookie", begun.cookie().toString())
        .header("Cache-Control", "no-store")
        .build();
  }

  /** The issuer has sent the browser back. */
  private ServerResponse back(ServerRequest request) throws SignOnException, InterruptedException {
    Optional<SignOn.Login> login =
        signOn.login(cookie(request, SignOn.LOGIN), request.param("state").orElse(""));
    if (login.isEmpty()) {
      return BrokerPages.problem(
          request,
          HttpStatus.BAD_REQUEST,
          Map.of(),
          "This sign-on was not begun in this browser, or more than ten minutes ago. Open the"
              + " instance's page again.");
    }
    String instance = login.get().instance();
    Optional<DashboardClient> client = client(instance);
    if (client.isEmpty()) {
      return BrokerPages.notFound(request, "The instance is gone.");
    }
    Optional<String> fault = request.param("error");
    if (fault.isPresent() || request.param("code").isEmpty()) {
      return BrokerPages.problem(
          request,
          HttpStatus.FORBIDDEN,
          Map.of(),
          "The issuer has not signed you on: " + fault.orElse("it has sent no code"));
    }
    var session = signOn.finish(login.get(), client.get(), request.param("code").orElseThrow());
    return ServerResponse.status(HttpStatus.SEE_OTHER)
        .header("Location", Names.path(instance))
        .header("Set-Cookie", session.toString(), signOn.over().toString())
        .header("Cache-Control", "no-store")
        .build();
  }

  private static ServerResponse refused(ServerRequest request, SignOnException fault) {
    if (fault.kind() == SignOnException.Kind.REFUSED) {
      LOG.info("somebody is not signed on: {}", fault.getMessage());
    } else {
      // Without its stack: strangers can cause it as often as they like.
      Throwable cause = fault.getCause();
      LOG.warn(
          "nobody can be signed on: {}{}",
          fault.getMessage(),
          cause == null ? "" : " (" + cause + ")");
    }
    HttpStatus status =
        fault.kind() == SignOnException.Kind.REFUSED
            ? HttpStatus.FORBIDDEN
            : HttpStatus.BAD_GATEWAY;
    return BrokerPages.problem(request, status, Map.of(), String.valueOf(fault.getMessage()));
  }

  private static @Nullable String cookie(ServerRequest request, String name) {
    Cookie cookie = request.cookies().getFirst(name);
    return cookie == null ? null : cookie.getValue();
  }
}
