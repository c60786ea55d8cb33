package dev.slipway.broker.mongodb;

import com.mongodb.MongoClientSettings;
import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.GivenName;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Inventory;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.backend.Provisioned;
import dev.slipway.broker.backend.TimeLimits;
import dev.slipway.broker.secret.RandomNames;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;

/**
 * A database for an instance, a user for a binding, on a MongoDB server.
 *
 * <p>It was <em>not tried on a real mongod</em>, of which there was none: what it does is made from
 * MongoDB's documentation of 4.4 and later, and was tried with a server in memory that has users
 * only for its tests. {@code MongodbContractTest} tries it on the server that {@code MONGODB_URL}
 * names.
 *
 * <p>Limits: {@code storage} is the size of documents before compression, and of indexes; it is
 * watched, since the server has no such limit, and who is over it still reads and removes. Nothing
 * limits connections: the server cannot, for one user.
 *
 * <p>The server is one by itself, the primary of a set, or a mongos. The login needs {@code
 * userAdminAnyDatabase}, {@code dbAdminAnyDatabase} and {@code clusterManager} or more, with {@code
 * killAnySession}: {@code root} has them all.
 */
public final class MongodbBackend implements Backend {
  private final MongodbServer server;
  private final RandomNames names;
  private final Commands commands;

  /** On a server; nothing is connected yet. */
  public MongodbBackend(MongodbServer server, RandomNames names, TimeLimits limits) {
    this(server, names, Commands.settings(server, limits));
  }

  MongodbBackend(MongodbServer server, RandomNames names, MongoClientSettings settings) {
    this.server = server;
    this.names = names;
    this.commands = new Commands(server, settings);
  }

  private Users users(Instance instance) {
    return new Users(commands, instance.name());
  }

  /** The database itself comes into being when something is written into it. */
  @Override
  public Provisioned provision(Instance instance) throws BackendException {
    users(instance).addOwner(names.password());
    return Provisioned.PLAIN;
  }

  @Override
  public void update(Instance instance, List<Binding> bindings) {}

  @Override
  public Bound bind(Instance instance, Binding binding) throws BackendException {
    String password = names.password();
    users(instance).add(binding.name(), password);
    return Bound.to(
        server.trust().with(Credentials.of(server, instance.name(), binding.name(), password)));
  }

  @Override
  public void unbind(Instance instance, Binding binding) throws BackendException {
    users(instance).remove(binding.name());
  }

  @Override
  public void deprovision(Instance instance) throws BackendException {
    users(instance).removeAll();
    commands.run(GivenName.checked(instance.name()), new Document("dropDatabase", 1));
  }

  @Override
  public Map<String, Long> usage(Instance instance) throws BackendException {
    if (!users(instance).isThere()) {
      return Map.of();
    }
    Document stats = commands.run(instance.name(), new Document("dbStats", 1));
    return Map.of(Limits.STORAGE, amount(stats, "dataSize") + amount(stats, "indexSize"));
  }

  private static long amount(Document stats, String key) {
    return stats.get(key) instanceof Number number ? number.longValue() : 0;
  }

  @Override
  public void restrict(Instance instance, List<Binding> bindings, boolean restricted)
      throws BackendException {
    users(instance).restrict(restricted);
  }

  @Override
  public boolean isWatched() {
    return true;
  }

  @Override
  public Set<String> limits() {
    return Set.of(Limits.STORAGE);
  }

  @Override
  public Inventory inventory() throws BackendException {
    List<Users.User> users = Users.all(commands, new Document());
    Document databases =
        commands.run("admin", new Document("listDatabases", 1).append("nameOnly", true));
    Stream<String> named =
        Commands.list(databases, "databases").stream().map(d -> d.getString("name"));
    Set<String> instances =
        Stream.concat(named, users.stream().map(Users.User::database))
            .filter(GivenName::isInstance)
            .collect(Collectors.toSet());
    Set<String> bindings =
        users.stream()
            .map(Users.User::name)
            .filter(GivenName::isBinding)
            .collect(Collectors.toSet());
    return new Inventory(instances, bindings);
  }

  @Override
  public void check() throws BackendException {
    Users.all(commands, new Document("user", "nobody"));
  }

  @Override
  public void close() {
    commands.close();
  }
}
