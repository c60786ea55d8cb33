package dev.slipway.broker.postgresql;

import dev.slipway.broker.backend.BackendException;
import java.util.Set;

/**
 * What may be done in a database whose instance is restricted: reading, deleting, and nothing by
 * which a database grows. All of it can be done again, and is undone from what the server knows.
 */
final class ReaderRights {
  /** Schemas and what is in them; a rule on DELETE writes with the rights of the table's owner. */
  private static final String MISSING =
      """
      WITH reader AS (SELECT oid, rolname FROM pg_roles WHERE rolname = ?),
      schema AS (SELECT oid, nspname FROM pg_namespace
        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
      relation AS (SELECT c.oid, EXISTS (
          SELECT FROM pg_rewrite w WHERE w.ev_class = c.oid AND w.ev_type <> '1') AS has_rule
        FROM pg_class c JOIN schema ON schema.oid = c.relnamespace
        WHERE relkind IN ('r', 'p', 'v', 'm', 'f'))
      SELECT format('GRANT USAGE ON SCHEMA %I TO %I', nspname, rolname) FROM schema, reader
      WHERE NOT has_schema_privilege(reader.oid, schema.oid, 'USAGE')
      UNION ALL
      SELECT format('GRANT SELECT, TRUNCATE%s ON %s TO %I',
        CASE WHEN has_rule THEN '' ELSE ', DELETE' END, relation.oid::regclass, rolname)
      FROM relation, reader
      WHERE NOT has_table_privilege(reader.oid, relation.oid, 'TRUNCATE')
      """;

  /** Functions that run with their owner's rights run with those of who calls them meanwhile. */
  private static final String LOWER =
      """
      SELECT format('ALTER ROUTINE %s SECURITY INVOKER SET slipway.definer = ''on''',
        p.oid::regprocedure)
      FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
      WHERE p.prosecdef AND r.rolname = ?
      """;

  private static final String RAISE =
      """
      SELECT format('ALTER ROUTINE %s SECURITY DEFINER RESET slipway.definer', oid::regprocedure)
      FROM pg_proc WHERE 'slipway.definer=on' = ANY (proconfig)
      """;

  /** Large objects are made by functions that everybody may call. */
  private static final String OBJECTS =
      """
      SELECT format('%s EXECUTE ON FUNCTION %s %s PUBLIC', ?, oid::regprocedure, ?)
      FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
        AND proname IN ('lo_creat', 'lo_create', 'lo_from_bytea', 'lo_put', 'lowrite',
          'lo_truncate', 'lo_truncate64')
        AND has_function_privilege('public', oid, 'EXECUTE') = ?
      """;

  /** It is gone since it was found. */
  private static final Set<String> GONE = Set.of(Fault.NO_TABLE, "42883", "3F000");

  private final Session inside;

  /** By a session in the instance's database. */
  ReaderRights(Session inside) {
    this.inside = inside;
  }

  /**
   * Gives them.
   *
   * @param owner the role that all is owned by
   * @param reader the role that gets them
   */
  void give(String owner, String reader) throws BackendException {
    runAll(MISSING, reader);
    runAll(LOWER, owner);
    runAll(OBJECTS, "REVOKE", "FROM", true);
  }

  /** Takes them back. */
  void take() throws BackendException {
    runAll(RAISE);
    runAll(OBJECTS, "GRANT", "TO", false);
  }

  /** Names in what is found are quoted by the server. */
  private void runAll(String statements, Object... values) throws BackendException {
    for (String each : inside.column(statements, values)) {
      inside.runUnless(GONE, each);
    }
  }
}
