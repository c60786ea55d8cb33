package dev.slipway.broker.cubrid;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.backend.GivenName;
import dev.slipway.broker.secret.RandomNames;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The users of a database: its bindings, and {@code owner}, of which they are members. What a
 * binding has made is the owner's when the binding is gone. Nobody logs in as the owner, nor as
 * {@code public}, who has no password otherwise.
 */
final class Users {
  private static final String OWNER = "owner";

  /** Names of tables are an application's choice, and are said by the administrator here. */
  private static final Pattern PLAIN =
      Pattern.compile("(TABLE|VIEW|TRIGGER|PROCEDURE|FUNCTION) [\\p{L}\\p{N}_#]+");

  /** A value, and not the heading of its column, which is the expression itself. */
  private static final Pattern FOUND = Pattern.compile("'slipway:([^']+)'");

  private final Programs programs;
  private final String database;
  private final RandomNames names;

  Users(Programs programs, String database, RandomNames names) {
    this.programs = programs;
    this.database = database;
    this.names = names;
  }

  /** 31 letters and digits: 180 bits. */
  String password() {
    return names.password().substring(0, CubridServer.LONGEST_PASSWORD);
  }

  /**
   * Sets up a database whose server does not run yet, so that nobody gets in while it has no
   * passwords.
   */
  void prepare(String administrator) throws BackendException {
    Programs.Login login = login();
    programs.sql(login, database, "ALTER USER public PASSWORD '" + password() + "';");
    if (!has(login, OWNER)) {
      programs.sql(login, database, "CREATE USER owner PASSWORD '" + password() + "';");
    }
    if (login == Programs.Login.FRESH) {
      String quoted = administrator.replace("'", "''");
      programs.sql(login, database, "ALTER USER dba PASSWORD '" + quoted + "';");
    }
  }

  private Programs.Login login() throws BackendException {
    try {
      has(Programs.Login.FRESH, OWNER);
      return Programs.Login.FRESH;
    } catch (BackendException e) {
      if (Programs.isWrongPassword(e)) {
        return Programs.Login.ALONE;
      }
      throw e;
    }
  }

  private boolean has(Programs.Login login, String name) throws BackendException {
    return !found(
            programs.sql(
                login,
                database,
                "SELECT 'slipway:' || name FROM db_user WHERE name = '"
                    + name.toUpperCase(Locale.ROOT)
                    + "';"))
        .isEmpty();
  }

  private static List<String> found(List<String> lines) {
    return lines.stream().flatMap(l -> FOUND.matcher(l).results().map(r -> r.group(1))).toList();
  }

  /** Makes a binding's user, in the place of one that is there, and returns its password. */
  String add(String name) throws BackendException {
    remove(name);
    String password = password();
    served("CREATE USER " + GivenName.checked(name) + " PASSWORD '" + password + "' GROUPS owner;");
    return password;
  }

  /** Removes a user: nobody logs in any more, sessions end, what it has made is handed over. */
  void remove(String name) throws BackendException {
    if (!has(Programs.Login.SERVED, GivenName.checked(name))) {
      return;
    }
    served("ALTER USER " + name + " PASSWORD '" + password() + "';");
    end(name);
    String statements =
        things(name).stream().map(t -> handOver(name, t)).collect(Collectors.joining("\n"));
    if (!statements.isEmpty()) {
      served(statements);
    }
    served("DROP USER " + name + ";");
  }

  private void end(String name) throws BackendException {
    List<String> indexes =
        Transactions.of(
            name, programs.cubrid("tranlist", "-s", "-p", programs.password(), database));
    if (!indexes.isEmpty()) {
      programs.cubrid(
          "killtran", "-f", "-i", String.join(",", indexes), "-p", programs.password(), database);
    }
  }

  /** Kinds and names, as in {@code TABLE orders}. */
  private List<String> things(String name) throws BackendException {
    String user = "'" + name.toUpperCase(Locale.ROOT) + "'";
    List<String> found =
        found(
            served(
                "SELECT 'slipway:' || IF(class_type = 'VCLASS', 'VIEW ', 'TABLE ') || class_name"
                    + " FROM db_class WHERE is_system_class = 'NO' AND owner_name = "
                    + user
                    + ";\nSELECT 'slipway:TRIGGER ' || trigger_name FROM db_trig WHERE owner_name = "
                    + user
                    + ";\nSELECT 'slipway:' || sp_type || ' ' || sp_name"
                    + " FROM db_stored_procedure WHERE owner = "
                    + user
                    + ";"));
    for (String each : found) {
      if (!PLAIN.matcher(each).matches()) {
        throw new BackendException(
            Kind.REFUSED,
            "the database %s has a %s that cannot be handed over; drop or rename it as dba"
                .formatted(database, each));
      }
    }
    return found;
  }

  private static String handOver(String name, String thing) {
    int blank = thing.indexOf(' ');
    return "ALTER %s [%s].[%s] OWNER TO owner;"
        .formatted(thing.substring(0, blank), name, thing.substring(blank + 1));
  }

  private List<String> served(String statements) throws BackendException {
    return programs.sql(Programs.Login.SERVED, database, statements);
  }
}
