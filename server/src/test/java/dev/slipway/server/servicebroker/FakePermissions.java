package dev.slipway.server.servicebroker;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * A fake of one address of Cloud Foundry's API: what the user of an access token may do with an
 * instance. It takes the token's word for who that is.
 */
public final class FakePermissions implements AutoCloseable {
  private static final String PATH = "/v3/service_instances/";

  private final Set<String> managed = new ConcurrentSkipListSet<>();
  private final HttpServer server;

  /** Starts it. */
  public FakePermissions() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(PATH, this::answer);
    server.start();
  }

  /** As the setting has it. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PATH + "{id}/permissions";
  }

  /** Has a user manage an instance from now on. */
  public void grant(String user, String instance) {
    managed.add(user + " " + instance);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    String instance =
        exchange.getRequestURI().getPath().replace(PATH, "").replace("/permissions", "");
    int status = 401;
    String body = "{\"errors\": []}";
    try {
      JWTClaimsSet claims =
          SignedJWT.parse(String.valueOf(header).replace("Bearer ", "")).getJWTClaimsSet();
      if (claims.getStringListClaim("scope").contains(OidcServer.SCOPE)) {
        boolean manages = managed.contains(claims.getSubject() + " " + instance);
        status = 200;
        body = "{\"manage\": %s, \"read\": true}".formatted(manages);
      }
    } catch (ParseException e) {
      body = "{\"errors\": [{\"detail\": \"no token\"}]}";
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
