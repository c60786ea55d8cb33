package dev.slipway.broker.relay;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.address.ServerUrl;
import dev.slipway.broker.address.Trust;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * A service broker, and the login by which another one uses it.
 *
 * @param base what comes before {@code /v2}, without a slash at its end and without the login
 * @param trust whose certificates are believed
 */
public record RelayServer(URI base, String user, String password, Trust trust) {
  private static final String WHAT = "the other broker";
  private static final Map<String, Integer> SCHEMES = Map.of("http", -1, "https", -1);

  /** One that believes the JDK's authorities. */
  public RelayServer(URI base, String user, String password) {
    this(base, user, password, Trust.JDK);
  }

  /**
   * Reads {@code https://USER:PASSWORD@HOST/PATH}, or {@code http://…}; see {@link ServerUrl}.
   *
   * @throws BrokerException with what is wrong, and never the password
   */
  public static RelayServer parse(String text) throws BrokerException {
    ServerUrl url = ServerUrl.parse(WHAT, text, SCHEMES).withLogin(WHAT);
    if (url.path().endsWith("/v2")) {
      throw ServerUrl.wrong(WHAT, "ends with `/v2`, which is added anyway: leave it out");
    }
    return new RelayServer(url.uri(), url.user(), url.password());
  }

  /**
   * The same, where others' certificates are believed.
   *
   * @throws BrokerException where the connection is not encrypted
   */
  public RelayServer trusting(Trust other) throws BrokerException {
    boolean encrypted = base.getScheme().equals("https");
    return new RelayServer(base, user, password, other.require(encrypted, WHAT));
  }

  /** What the header {@code Authorization} says. */
  String authorization() {
    return "Basic " + encoded();
  }

  private String encoded() {
    byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(login);
  }

  /** A text of the broker's, where the login in it is left out. */
  String withoutLogin(String text) {
    return text.replace(encoded(), "…").replace(password, "…");
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user + "@" + base;
  }
}
