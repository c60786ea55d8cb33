package dev.slipway.broker.address;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an application needs for a database.
 *
 * @param database its name
 */
public record DatabaseLogin(String host, int port, String database, String user, String password) {
  /**
   * {@code SCHEME://USER:PASSWORD@HOST:PORT/DATABASE}.
   *
   * @param query what follows after {@code ?}; empty where nothing does
   */
  public String uri(String scheme, String query) {
    return scheme
        + "://"
        + encoded(user)
        + ":"
        + encoded(password)
        + "@"
        + place()
        + (query.isEmpty() ? "" : "?" + query);
  }

  /**
   * {@code jdbc:SCHEME://HOST:PORT/DATABASE?user=USER&password=PASSWORD}.
   *
   * @param query what follows after {@code &}; empty where nothing does
   */
  public String jdbcUrl(String scheme, String query) {
    return "jdbc:"
        + scheme
        + "://"
        + place()
        + "?user="
        + encoded(user)
        + "&password="
        + encoded(password)
        + (query.isEmpty() ? "" : "&" + query);
  }

  /** A binding's credentials. */
  public Map<String, Object> credentials(String uri) {
    return Map.of(
        "hostname",
        host,
        "port",
        port,
        "name",
        database,
        "username",
        user,
        "password",
        password,
        "uri",
        uri);
  }

  /** A binding's credentials, for Java too. */
  public Map<String, Object> credentials(String uri, String jdbcUrl) {
    Map<String, Object> all = new LinkedHashMap<>(credentials(uri));
    all.put("jdbcUrl", jdbcUrl);
    return Map.copyOf(all);
  }

  private String place() {
    return host + ":" + port + "/" + encoded(database);
  }

  /** As in URIs, where a space is not {@code +}. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user + "@" + place();
  }
}
