package dev.slipway.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a service broker is set up.
 *
 * @param data the folder for everything that is not elsewhere
 * @param port any that is free where it is 0
 * @param database a JDBC URL, with its login; SQLite in the data folder where it is empty
 * @param users passwords by names; one is made where it is empty
 * @param key what secrets are sealed with; made in the data folder where it is empty
 * @param versionRequired whether requests have to say which version of the API they speak
 * @param url where others find it, without a slash at its end
 * @param sso how users of a platform are signed on to pages of their instances
 * @param patience how long a request waits that cannot ask again
 * @param watch how often it looks at what instances use
 * @param keep for how long it remembers what is over
 */
public record ServiceBrokerConfig(
    Path data,
    Path catalog,
    String address,
    int port,
    TlsConfig tls,
    Optional<String> database,
    Map<String, String> users,
    Optional<String> key,
    List<BackendConfig> backends,
    boolean versionRequired,
    Optional<URI> url,
    Optional<SsoConfig> sso,
    Duration patience,
    Duration watch,
    Duration keep,
    LogConfig log) {
  public ServiceBrokerConfig {
    users = Map.copyOf(users);
    backends = List.copyOf(backends);
  }

  /** Where the database is. */
  public String databaseUrl() {
    return database.orElse("jdbc:sqlite:" + data.resolve("broker.db"));
  }

  /** It holds secrets. */
  @Override
  public String toString() {
    return "ServiceBrokerConfig[" + data + "]";
  }
}
