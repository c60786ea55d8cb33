package dev.slipway.broker.mongodb;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.GivenName;
import java.util.List;
import java.util.Set;
import org.bson.Document;

/**
 * The users of an instance's database: its bindings, and one that has the instance's name, with
 * which nobody logs in. What that one may do is what a new binding may: so the server itself knows
 * whether an instance is restricted, and whether it is there, since a database without anything in
 * it is not.
 */
final class Users {
  private static final String ADMIN = "admin";
  private static final String USER = "user";
  private static final String WRITES = "readWrite";
  private static final String READS = "read";

  /** What {@code read} has not, and makes nothing larger. */
  private static final String REMOVES = "removes";

  private final Commands commands;
  private final String instance;

  /** Those of an instance. */
  Users(Commands commands, String instance) {
    this.commands = commands;
    this.instance = GivenName.checked(instance);
  }

  /** A user of a database. */
  record User(String name, String database) {
    private static User of(Document there) {
      return new User(there.getString(USER), there.getString("db"));
    }

    private Document document() {
      return new Document(USER, name).append("db", database);
    }
  }

  /** All users of a server, or all of a name. */
  static List<User> all(Commands commands, Document filter) throws BackendException {
    Document answer =
        commands.run(
            ADMIN,
            new Document("usersInfo", new Document("forAllDBs", true)).append("filter", filter));
    return Commands.list(answer, "users").stream().map(User::of).toList();
  }

  /** Makes what is there as long as the instance is. */
  void addOwner(String password) throws BackendException {
    commands.run(instance, removing(), Set.of(Fault.ROLE_EXISTS));
    commands.run(instance, user(instance, password, List.of(WRITES)), Set.of(Fault.USER_EXISTS));
  }

  private Document removing() {
    Document all = new Document("db", instance).append("collection", "");
    List<String> actions = List.of("remove", "dropCollection", "dropIndex");
    return new Document("createRole", REMOVES)
        .append("privileges", List.of(new Document("resource", all).append("actions", actions)))
        .append("roles", List.of());
  }

  /** Makes a binding's user, in the place of one that is there. */
  void add(String name, String password) throws BackendException {
    remove(name);
    commands.run(instance, user(name, password, isRestricted() ? restricted() : List.of(WRITES)));
  }

  private static List<String> restricted() {
    return List.of(READS, REMOVES);
  }

  private static Document user(String name, String password, List<String> roles) {
    return new Document("createUser", GivenName.checked(name))
        .append("pwd", password)
        .append("roles", roles)
        .append("mechanisms", List.of("SCRAM-SHA-256"));
  }

  /** Removes a user, whichever database it is of, then its sessions. */
  void remove(String name) throws BackendException {
    List<User> found = all(commands, new Document(USER, GivenName.checked(name)));
    for (User each : found) {
      commands.run(each.database(), new Document("dropUser", name), Set.of(Fault.NO_USER));
    }
    end(found);
  }

  /** Removes all of them, then their sessions: they could write the database into being again. */
  void removeAll() throws BackendException {
    List<User> found = here();
    commands.run(instance, new Document("dropAllUsersFromDatabase", 1));
    end(found);
    commands.run(instance, new Document("dropAllRolesFromDatabase", 1));
  }

  private void end(List<User> users) throws BackendException {
    // An empty list would mean everybody's.
    if (!users.isEmpty()) {
      commands.run(
          ADMIN, new Document("killAllSessions", users.stream().map(User::document).toList()));
    }
  }

  private List<User> here() throws BackendException {
    return Commands.list(commands.run(instance, new Document("usersInfo", 1)), "users").stream()
        .map(User::of)
        .toList();
  }

  boolean isThere() throws BackendException {
    return !owner().isEmpty();
  }

  private List<Document> owner() throws BackendException {
    return Commands.list(commands.run(instance, new Document("usersInfo", instance)), "users");
  }

  /** Takes from all of them what lets a database grow, or gives it back. */
  void restrict(boolean restricted) throws BackendException {
    if (!isThere() || restricted == isRestricted()) {
      return;
    }
    List<String> roles = restricted ? restricted() : List.of(WRITES);
    // The instance's own comes last: it tells whether all the others have been changed.
    List<String> names =
        here().stream().map(User::name).filter(n -> !n.equals(instance)).sorted().toList();
    for (String each : names) {
      change(each, roles);
    }
    change(instance, roles);
  }

  private void change(String name, List<String> roles) throws BackendException {
    commands.run(
        instance, new Document("updateUser", name).append("roles", roles), Set.of(Fault.NO_USER));
  }

  private boolean isRestricted() throws BackendException {
    return owner().stream()
        .flatMap(u -> Commands.list(u, "roles").stream())
        .anyMatch(r -> READS.equals(r.getString("role")));
  }
}
