package dev.slipway.server.servicebroker;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.operation.RemoveRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.web.servlet.function.ServerRequest;

/** What stands in a request's address. */
final class Asked {
  /** What may stand in an address without being encoded (RFC 3986, section 2.3), and a colon. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~:-]{1,255}");

  private Asked() {}

  /** An instance's or a binding's id. */
  static String id(ServerRequest request, String name) throws BrokerException {
    String id = request.pathVariable(name);
    if (!ID.matcher(id).matches() || id.equals(".") || id.equals("..")) {
      throw Body.invalid(
          "`" + name + "` is no id: it has 1 to 255 letters, digits and . _ ~ : - as UUIDs have");
    }
    return id;
  }

  /** Whether the client goes on asking where something takes long. */
  static boolean async(ServerRequest request) throws BrokerException {
    Optional<String> text = one(request, "accepts_incomplete");
    if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
      throw Body.invalid("`accepts_incomplete` is neither true nor false");
    }
    return text.isPresent() && text.get().equals("true");
  }

  /** What a deletion has to name. */
  static RemoveRequest remove(ServerRequest request) throws BrokerException {
    return new RemoveRequest(need(request, "service_id"), need(request, "plan_id"), async(request));
  }

  private static String need(ServerRequest request, String name) throws BrokerException {
    return one(request, name)
        .orElseThrow(() -> Body.invalid("`" + name + "` is missing in the address"));
  }

  /** A parameter of the address; empty where it is missing or blank. */
  static Optional<String> one(ServerRequest request, String name) throws BrokerException {
    List<String> values = request.params().getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw Body.invalid("`" + name + "` is in the address more than once");
    }
    return values.stream().filter(v -> !v.isBlank()).findFirst();
  }
}
