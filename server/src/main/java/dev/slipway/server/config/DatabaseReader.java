package dev.slipway.server.config;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads which database there is. */
final class DatabaseReader {
  private DatabaseReader() {}

  /** The driver takes the login as a part of the address. */
  static Optional<String> read(Effective values) {
    Optional<String> url = values.text("database.url");
    Optional<String> user = values.text("database.user");
    Optional<String> password = values.secret("database.password");
    if (url.isEmpty() || url.get().startsWith("jdbc:sqlite:")) {
      if (user.isPresent() || password.isPresent()) {
        values.fault(
            "database.url", "SQLite has no login; name a PostgreSQL database, or leave it out");
      }
      return url;
    }
    StringBuilder text = new StringBuilder(url.get());
    user.ifPresent(u -> append(text, "user", u));
    password.ifPresent(p -> append(text, "password", p));
    return Optional.of(text.toString());
  }

  private static void append(StringBuilder url, String name, String value) {
    url.append(url.indexOf("?") < 0 ? '?' : '&')
        .append(name)
        .append('=')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
  }
}
