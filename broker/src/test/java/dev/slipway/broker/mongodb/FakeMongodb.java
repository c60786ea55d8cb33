package dev.slipway.broker.mongodb;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import dev.slipway.real.Certificate;
import io.netty.channel.Channel;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server in memory that keeps documents as MongoDB does, with a fake of users: they are written
 * down and answered, but nobody logs in, and nothing is refused to anybody.
 */
final class FakeMongodb implements AutoCloseable {
  private final Map<String, Document> users = new ConcurrentSkipListMap<>();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final MongoServer server;

  FakeMongodb() {
    server = server();
    server.bind("127.0.0.1", 0);
  }

  /** One that is spoken to with TLS. */
  FakeMongodb(Certificate certificate) throws IOException, GeneralSecurityException {
    server = server();
    server.enableSsl(certificate.readKey(), null, certificate.read());
    server.bind("127.0.0.1", 0);
  }

  private MongoServer server() {
    return new MongoServer(
        new MemoryBackend() {
          @Override
          public Document handleCommand(
              Channel channel, String database, String command, Document query) {
            Document answer = answered(database, command, query);
            return answer == null
                ? super.handleCommand(channel, database, command, query)
                : answer.append("ok", 1.0);
          }
        }.version(ServerVersion.MONGO_5_0));
  }

  int port() {
    return server.getLocalAddress().getPort();
  }

  /** Commands about users, as {@code dropUser i_x.b_x}. */
  List<String> said() {
    return said;
  }

  /** Names of a user's roles. */
  List<Object> roles(String database, String name) {
    return roles(users.get(database + "." + name)).stream().map(r -> r.get("role")).toList();
  }

  @SuppressWarnings("unchecked")
  private static List<Document> roles(Document user) {
    return (List<Document>) user.get("roles");
  }

  private Document answered(String database, String command, Document query) {
    Object subject = query.get(command);
    return switch (command) {
      case "createUser", "updateUser", "dropUser" -> {
        said.add(command + " " + database + "." + subject);
        changed(database, command, query);
        yield new Document();
      }
      case "usersInfo" -> new Document("users", found(database, query));
      case "dropAllUsersFromDatabase" -> {
        said.add(command + " " + database);
        users.keySet().removeIf(u -> u.startsWith(database + "."));
        yield new Document();
      }
      case "killAllSessions", "createRole", "dropAllRolesFromDatabase" -> {
        said.add(command + " " + database + " " + subject);
        yield new Document();
      }
      default -> null;
    };
  }

  private void changed(String database, String command, Document query) {
    String name = String.valueOf(query.get(command));
    String key = database + "." + name;
    boolean there = users.containsKey(key);
    if (command.equals("createUser") && there) {
      throw new MongoServerError(Fault.USER_EXISTS, "Location51003", "User already exists");
    }
    if (!command.equals("createUser") && !there) {
      throw new MongoServerError(Fault.NO_USER, "UserNotFound", "User not found");
    }
    if (command.equals("dropUser")) {
      users.remove(key);
      return;
    }
    List<Document> roles = new ArrayList<>();
    for (Object each : (List<?>) query.get("roles")) {
      roles.add(new Document("role", each).append("db", database));
    }
    users.put(key, new Document("user", name).append("db", database).append("roles", roles));
  }

  private List<Document> found(String database, Document query) {
    boolean all = query.get("usersInfo") instanceof Document;
    Object name = query.get("usersInfo") instanceof String one ? one : null;
    Object filtered = query.get("filter") instanceof Document filter ? filter.get("user") : null;
    Object wanted = name == null ? filtered : name;
    return users.values().stream()
        .filter(u -> all || database.equals(u.get("db")))
        .filter(u -> wanted == null || wanted.equals(u.get("user")))
        .toList();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
