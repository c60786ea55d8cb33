package dev.slipway.server.config;

import dev.slipway.definition.Architecture;
import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.queue.mail.MailConfig;
import dev.slipway.queue.retention.RetentionPolicy;
import dev.slipway.queue.source.GitAccess;
import dev.slipway.queue.staging.Credential;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a server is set up.
 *
 * @param data the folder for everything that is not elsewhere
 * @param address where it listens; loopback unless told otherwise
 * @param port where it listens
 * @param url its address for people, mail and workers
 * @param database a JDBC URL, with its login; SQLite in the data folder where it is empty
 * @param brokers one for each architecture; the embedded one where it is empty
 * @param mail how people are told; nobody is where it is empty
 * @param privateWebhooks whether webhooks may be on this machine and in private networks
 * @param credentials where builds may be published to
 * @param git which repositories definitions are got from
 * @param upload how many bytes a submitted source may have
 */
public record ServerConfig(
    Path data,
    String address,
    int port,
    Optional<URI> url,
    TlsConfig tls,
    Optional<String> database,
    Map<Architecture, BrokerUrl> brokers,
    AmqpConfig amqp,
    StorageConfig storage,
    LocalWorker worker,
    Optional<MailConfig> mail,
    boolean privateWebhooks,
    RetentionPolicy retention,
    List<Credential> credentials,
    GitAccess git,
    long upload,
    LogConfig log) {
  /** How large a submitted source may be unless told otherwise. */
  public static final long UPLOAD = 512L << 20;

  public ServerConfig {
    brokers = Map.copyOf(brokers);
    credentials = List.copyOf(credentials);
  }

  /** A server with nothing but these. */
  public ServerConfig(
      Path data,
      String address,
      int port,
      Optional<URI> url,
      Optional<String> database,
      Map<Architecture, BrokerUrl> brokers,
      int amqpPort,
      int slots) {
    this(
        data,
        address,
        port,
        url,
        new TlsConfig.None(),
        database,
        brokers,
        AmqpConfig.local(amqpPort),
        new StorageConfig.Folder(data.resolve("storage")),
        new LocalWorker(slots, Optional.empty(), Optional.empty()),
        Optional.empty(),
        false,
        RetentionPolicy.NONE,
        List.of(),
        GitAccess.USUAL,
        UPLOAD,
        new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.INFO));
  }

  /** Where the database is. */
  public String databaseUrl() {
    return database.orElse("jdbc:sqlite:" + data.resolve("slipway.db"));
  }

  /** It holds secrets. */
  @Override
  public String toString() {
    return "ServerConfig[" + data + "]";
  }
}
