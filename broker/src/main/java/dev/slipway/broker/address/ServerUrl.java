package dev.slipway.broker.address;

import dev.slipway.broker.BrokerException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a server is, and how the broker logs in: {@code SCHEME://USER:PASSWORD@HOST:PORT/PATH},
 * what is not a letter or a digit in the login as {@code %} and two hexadecimal digits.
 *
 * @param scheme in small letters
 * @param port -1 where none is named and none is usual
 * @param user empty where none is named
 * @param password empty where there is none
 * @param path as it is written: empty, or it begins with a slash and does not end in one
 * @param tls whether {@code ?tls=true} follows: the connection is encrypted, and the server's
 *     certificate checked
 * @param trust whose certificates are believed
 */
public record ServerUrl(
    String scheme,
    String host,
    int port,
    String user,
    String password,
    String path,
    boolean tls,
    Trust trust) {
  private static final String TLS = "tls=true";
  private static final Set<String> ENCRYPTED = Set.of("https", "rediss");

  /** One that believes the JDK's authorities. */
  public ServerUrl(
      String scheme,
      String host,
      int port,
      String user,
      String password,
      String path,
      boolean tls) {
    this(scheme, host, port, user, password, path, tls, Trust.JDK);
  }

  /**
   * Reads one that has nothing after its path.
   *
   * @param what it is the address of, for messages: {@code the Redis server}
   * @param ports what the schemes that can be have as their usual ports; -1 where they have none
   * @throws BrokerException where it is none; no part of a login is in the message
   */
  public static ServerUrl parse(String what, String text, Map<String, Integer> ports)
      throws BrokerException {
    URI uri = uri(what, text, ports);
    if (uri.getRawQuery() != null) {
      throw invalid(what, "has something after a `?`, which itself is %3F", ports);
    }
    return of(uri, ports, false);
  }

  /** Reads one that may end with {@code ?tls=true}, and has a login; see {@link #parse}. */
  public static ServerUrl parseWithTls(String what, String text, Map<String, Integer> ports)
      throws BrokerException {
    URI uri = uri(what, text, ports);
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    if (!Set.of("", TLS, "tls=false").contains(query)) {
      throw invalid(what, "has something else than `tls=true` after a `?`", ports);
    }
    return of(uri, ports, query.equals(TLS)).withLogin(what);
  }

  private static URI uri(String what, String text, Map<String, Integer> ports)
      throws BrokerException {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      // Its own message, and so the cause, would tell the whole text.
      throw invalid(what, "is no URL: " + e.getReason(), ports);
    }
    if (!ports.containsKey(scheme(uri))) {
      throw invalid(what, "does not begin with " + schemes(ports), ports);
    }
    if (uri.getHost() == null) {
      throw invalid(what, "names no host, or has letters in its login that are to be %XX", ports);
    }
    if (uri.getRawFragment() != null) {
      throw invalid(what, "has something after a `#`, which itself is %23", ports);
    }
    return uri;
  }

  private static ServerUrl of(URI uri, Map<String, Integer> ports, boolean tls) {
    String scheme = scheme(uri);
    String login = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    int colon = login.indexOf(':');
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return new ServerUrl(
        scheme,
        uri.getHost(),
        uri.getPort() > 0 ? uri.getPort() : ports.getOrDefault(scheme, -1),
        decode(colon < 0 ? login : login.substring(0, colon)),
        colon < 0 ? "" : decode(login.substring(colon + 1)),
        path.replaceFirst("/+$", ""),
        tls);
  }

  /** Fails where there is no user or no password. */
  public ServerUrl withLogin(String what) throws BrokerException {
    if (user.isEmpty() || password.isEmpty()) {
      throw wrong(
          what,
          "has no "
              + (user.isEmpty() ? "user" : "password")
              + ": write "
              + scheme
              + "://USER:PASSWORD@HOST:PORT");
    }
    return this;
  }

  /** The same with another path. */
  public ServerUrl withPath(String other) {
    return new ServerUrl(scheme, host, port, user, password, other, tls, trust);
  }

  /** Whether the connection is encrypted. */
  public boolean isEncrypted() {
    return tls || ENCRYPTED.contains(scheme);
  }

  /**
   * The same, where others' certificates are believed.
   *
   * @throws BrokerException where the connection is not encrypted
   */
  public ServerUrl trusting(String what, Trust other) throws BrokerException {
    return new ServerUrl(
        scheme, host, port, user, password, path, tls, other.require(isEncrypted(), what));
  }

  /** What the path says, without its first slash: a database, or a folder. */
  public String name() {
    return path.isEmpty() ? "" : decode(path.substring(1));
  }

  /** Without the login. */
  public URI uri() {
    return URI.create(toString());
  }

  /**
   * What is thrown of an address that cannot be.
   *
   * @param why what is wrong and what to write, and nothing of the login
   */
  public static BrokerException wrong(String what, String why) {
    return new BrokerException(BrokerException.Code.INVALID, "the address of " + what + " " + why);
  }

  private static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }

  /** As in URIs, where {@code +} is itself. */
  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String schemes(Map<String, Integer> ports) {
    return String.join(":// or ", new TreeSet<>(ports.keySet())) + "://";
  }

  private static BrokerException invalid(String what, String why, Map<String, Integer> ports) {
    return wrong(
        what,
        why + ": write " + new TreeSet<>(ports.keySet()).first() + "://USER:PASSWORD@HOST:PORT");
  }

  /** Without the login: for people and logs. */
  @Override
  public String toString() {
    return scheme + "://" + host + (port < 0 ? "" : ":" + port) + path;
  }
}
