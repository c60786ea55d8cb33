package dev.slipway.broker.redis;

import dev.slipway.broker.address.Shown;
import java.util.Map;

/** What an application needs for a Redis. */
final class Credentials {
  private Credentials() {}

  static Map<String, Object> of(
      String scheme, Shown shown, String user, String password, String prefix) {
    return Map.of(
        "uri",
        scheme + "://" + user + ":" + password + "@" + shown,
        "hostname",
        shown.host(),
        "port",
        shown.port(),
        "username",
        user,
        "password",
        password,
        "tls",
        scheme.equals("rediss"),
        // All keys and channels have to begin with it; empty on a server of one's own.
        "prefix",
        prefix);
  }
}
