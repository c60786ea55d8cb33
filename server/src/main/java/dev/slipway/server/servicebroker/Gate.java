package dev.slipway.server.servicebroker;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.store.Asker;
import dev.slipway.server.http.Unavailable;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * What every request goes through: whose it is, which version of the API it speaks, and that
 * whatever goes wrong is told as the API has it.
 *
 * <p>Source: Open Service Broker API 2.17, "API Version Header", "Authentication", "Originating
 * Identity", "Request Identity".
 */
final class Gate implements HandlerFilterFunction<ServerResponse, ServerResponse> {
  static final String REQUEST_IDENTITY = "X-Broker-API-Request-Identity";
  private static final String VERSION = "X-Broker-API-Version";
  private static final String ASKER = Gate.class.getName() + ".asker";
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final Pattern NUMBERS = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})");
  private static final int NEWEST = 17;
  private static final int LONGEST = 255;

  private final Users users;
  private final boolean versionRequired;

  /**
   * With the broker's users.
   *
   * @param versionRequired whether a request has to say which version it speaks
   */
  Gate(Users users, boolean versionRequired) {
    this.users = users;
    this.versionRequired = versionRequired;
  }

  /** Who asks. */
  static Asker asker(ServerRequest request) {
    return (Asker) request.attribute(ASKER).orElseThrow();
  }

  @Override
  public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) {
    String identity = requestIdentity(request);
    ServerResponse response = answer(request, identity, next);
    return identity.isEmpty() ? response : new Echo(response, identity);
  }

  /** It is written into a header and a log, so it has to be plain. */
  private static String requestIdentity(ServerRequest request) {
    String text = request.headers().firstHeader(REQUEST_IDENTITY);
    if (text == null || text.length() > LONGEST) {
      return "";
    }
    boolean plain = text.chars().allMatch(c -> c > 31 && c < 127);
    return plain ? text : "";
  }

  private ServerResponse answer(
      ServerRequest request, String identity, HandlerFunction<ServerResponse> next) {
    Optional<String> user = users.of(request.headers().firstHeader("Authorization"));
    if (user.isEmpty()) {
      return Answers.json(
          ServerResponse.status(HttpStatus.UNAUTHORIZED)
              .header("WWW-Authenticate", "Basic realm=\"service broker\", charset=\"UTF-8\""),
          "{\"description\":\"name and password of a broker's user are needed\"}");
    }
    try {
      Optional<String> fault = version(request.headers().firstHeader(VERSION));
      if (fault.isPresent()) {
        return Answers.fault(HttpStatus.PRECONDITION_FAILED, fault.get());
      }
      Asker asker =
          new Asker(
              user.get(),
              OriginatingIdentity.read(
                  request.headers().firstHeader("X-Broker-API-Originating-Identity")),
              identity);
      request.attributes().put(ASKER, asker);
      return next.handle(request);
    } catch (BrokerException e) {
      return Answers.of(e);
    } catch (BadRequestException | InvalidParameterException e) {
      return Answers.of(Body.invalid("the request did not come whole, or its address cannot be"));
    } catch (Exception e) {
      if (Unavailable.is(e)) {
        String what = request.method() + " " + request.path() + " is answered with 503";
        Unavailable.tell(LOG, what, e);
        return Answers.unavailable();
      }
      UUID id = UUID.randomUUID();
      LOG.error("{} {} failed; told as {}", request.method(), request.path(), id, e);
      return Answers.fault(
          HttpStatus.INTERNAL_SERVER_ERROR,
          "this should not have happened; the broker's log has more on it: look for " + id);
    }
  }

  /** What is wrong with the version. */
  private Optional<String> version(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return versionRequired
          ? Optional.of("the header " + VERSION + " is missing; send `" + VERSION + ": 2.17`")
          : Optional.empty();
    }
    Matcher matcher = NUMBERS.matcher(text.strip());
    boolean known =
        matcher.matches()
            && matcher.group(1).equals("2")
            && Integer.parseInt(matcher.group(2)) <= NEWEST;
    return known
        ? Optional.empty()
        : Optional.of("the header " + VERSION + " names none of the versions 2.0 to 2." + NEWEST);
  }
}
