package dev.slipway.broker.mariadb;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.GivenName;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Views, triggers and procedures run with the rights of whom they name as their definer, and fail
 * when that user is gone. So they get the instance's own user before a binding's is removed.
 * MariaDB only: MySQL knows no CREATE OR REPLACE for most of them.
 */
final class Definers {
  private final Session session;
  private final String instance;

  Definers(Session session, String instance) {
    this.session = session;
    this.instance = GivenName.checked(instance);
  }

  /** Takes a binding's. What does not work already, as a view of a table that is gone, is left. */
  void take(String binding) throws BackendException {
    if (!session.isMariadb()) {
      return;
    }
    String definer = GivenName.checked(binding) + "@%";
    for (String name : names("TABLE_NAME", "VIEWS WHERE", "TABLE_SCHEMA", definer)) {
      take(binding, "VIEW", name);
    }
    for (String name : names("TRIGGER_NAME", "TRIGGERS WHERE", "TRIGGER_SCHEMA", definer)) {
      take(binding, "TRIGGER", name);
    }
    for (String type : List.of("PROCEDURE", "FUNCTION")) {
      String routines = "ROUTINES WHERE ROUTINE_TYPE = '" + type + "' AND";
      for (String name : names("ROUTINE_NAME", routines, "ROUTINE_SCHEMA", definer)) {
        take(binding, type, name);
      }
    }
  }

  private List<String> names(String column, String from, String schema, String definer)
      throws BackendException {
    return session.column(
        "SELECT "
            + column
            + " FROM information_schema."
            + from
            + " "
            + schema
            + " = ? AND DEFINER = ?",
        instance,
        definer);
  }

  private void take(String binding, String type, String name) throws BackendException {
    try {
      String quoted = "`" + instance + "`.`" + name.replace("`", "``") + "`";
      List<String> row = session.rows("SHOW CREATE " + type + " " + quoted).getFirst();
      if (type.equals("VIEW")) {
        replace(binding, "", row.get(1));
      } else {
        replace(binding, row.get(1), row.get(2));
      }
    } catch (BackendException e) {
      if (e.kind() == BackendException.Kind.UNAVAILABLE) {
        throw e;
      }
    }
  }

  /**
   * The text is the server's own, which quotes by the mode that the thing was made in. One that
   * does not begin as it has to is left alone: without a definer, it would get the broker's rights.
   * It runs as a value: what looks like a parameter is none.
   */
  private void replace(String binding, String mode, String text) throws BackendException {
    Matcher begin =
        Pattern.compile("CREATE( ALGORITHM=\\w+)? DEFINER=([`\"])" + binding + "\\2@\\2%\\2 ")
            .matcher(text);
    if (!begin.lookingAt()) {
      return;
    }
    String made = begin.replaceFirst("CREATE OR REPLACE$1 DEFINER=$2" + instance + "$2@$2%$2 ");
    session.run("USE `" + instance + "`");
    session.run("SET @slipway_mode = @@sql_mode");
    session.run("SET sql_mode = ?", mode);
    try {
      session.run("EXECUTE IMMEDIATE ?", made);
    } finally {
      session.run("SET sql_mode = @slipway_mode");
    }
  }
}
