package dev.slipway.broker.mongodb;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ServerDescription;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.TimeLimits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** Says commands to a server: documents, never texts. It connects when the first one is said. */
final class Commands implements AutoCloseable {
  private final MongodbServer server;
  private final MongoClientSettings settings;
  private Optional<MongoClient> client = Optional.empty();

  Commands(MongodbServer server, MongoClientSettings settings) {
    this.server = server;
    this.settings = settings;
  }

  static MongoClientSettings settings(MongodbServer server, TimeLimits limits) {
    return builder(server, limits)
        .credential(
            MongoCredential.createCredential(
                server.user(), server.authentication(), server.password().toCharArray()))
        .build();
  }

  /** Without a login, for servers that have no users. */
  static MongoClientSettings.Builder builder(MongodbServer server, TimeLimits limits) {
    int connect = Math.toIntExact(limits.connect().toMillis());
    return MongoClientSettings.builder()
        .applicationName("slipway-broker")
        .applyConnectionString(
            new ConnectionString("mongodb://" + server.address() + "/?directConnection=true"))
        .applyToSslSettings(s -> s.enabled(server.tls()).context(server.trust().context()))
        .inetAddressResolver(Commands::resolved)
        .applyToClusterSettings(s -> s.serverSelectionTimeout(connect, TimeUnit.MILLISECONDS))
        .applyToSocketSettings(s -> s.connectTimeout(connect, TimeUnit.MILLISECONDS))
        .timeout(limits.statement().toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Addresses that keep the name that was written. The driver compares a certificate with an
   * address's name, which would be what DNS says of it where an address was written.
   */
  private static List<InetAddress> resolved(String host) throws UnknownHostException {
    List<InetAddress> found = new ArrayList<>();
    for (InetAddress each : InetAddress.getAllByName(host)) {
      found.add(InetAddress.getByAddress(host, each.getAddress()));
    }
    return found;
  }

  private synchronized MongoClient client() {
    if (client.isEmpty()) {
      client = Optional.of(MongoClients.create(settings));
    }
    return client.get();
  }

  /** Says one to a database, and returns the answer. */
  Document run(String database, Document command) throws BackendException {
    return run(database, command, Set.of()).orElseThrow();
  }

  /**
   * Says one to a database.
   *
   * @param fine codes of errors that are none here; the answer is empty then
   */
  Optional<Document> run(String database, Document command, Set<Integer> fine)
      throws BackendException {
    try {
      return Optional.of(client().getDatabase(database).runCommand(command));
    } catch (MongoException e) {
      if (e instanceof MongoCommandException said && fine.contains(said.getErrorCode())) {
        return Optional.empty();
      }
      String does = "does not do " + command.keySet().iterator().next();
      throw Fault.exception(server, does, e, unreached().orElse(e));
    }
  }

  /** Why the last attempt to connect failed, which the driver itself tells as a text only. */
  private Optional<Throwable> unreached() {
    return client().getClusterDescription().getServerDescriptions().stream()
        .map(ServerDescription::getException)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Documents in a list of an answer. */
  static List<Document> list(Document answer, String key) {
    return answer.getList(key, Document.class, List.of());
  }

  @Override
  public synchronized void close() {
    client.ifPresent(MongoClient::close);
  }
}
