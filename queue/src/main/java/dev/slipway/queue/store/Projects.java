package dev.slipway.queue.store;

import dev.slipway.database.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The projects and their members. */
public final class Projects {
  private static final String ALL = "SELECT name, network, created_at FROM project ";
  private static final RowMapper<ProjectRow> ROW =
      (row, _) ->
          new ProjectRow(
              row.getString(1), row.getInt(2) != 0, Instant.ofEpochMilli(row.getLong(3)));

  private final Database database;

  /** Those of a database. */
  public Projects(Database database) {
    this.database = database;
  }

  /** All of them, by name. */
  public List<ProjectRow> all() {
    return database.read(handle -> handle.createQuery(ALL + "ORDER BY name").map(ROW).list());
  }

  /** A project. */
  public Optional<ProjectRow> get(String name) {
    return database.read(handle ->
        handle.createQuery(ALL + "WHERE name = :name").bind("name", name).map(ROW).findOne());
  }

  /** The names of those that an account is a member of. */
  public Set<String> of(String account) {
    return database.read(handle ->
        Set.copyOf(
            handle
                .createQuery("SELECT project FROM member WHERE account = :account")
                .bind("account", account)
                .mapTo(String.class)
                .list()));
  }

  /** The accounts that are a project's members, by name. */
  public List<String> members(String project) {
    return database.read(handle ->
        handle
            .createQuery("SELECT account FROM member WHERE project = :project ORDER BY account")
            .bind("project", project)
            .mapTo(String.class)
            .list());
  }

  /**
   * Adds a project.
   *
   * @return whether there was none of that name
   */
  public static boolean add(Handle handle, ProjectRow project) {
    return handle
            .createUpdate(
                """
                INSERT INTO project (name, network, created_at) VALUES (:name, :network, :now)
                ON CONFLICT (name) DO NOTHING
                """)
            .bind("name", project.name())
            .bind("network", project.network() ? 1 : 0)
            .bind("now", project.created().toEpochMilli())
            .execute()
        == 1;
  }

  /** Lets scripts of a project's builds use the network, or not any more. */
  public static void network(Handle handle, String name, boolean network) {
    handle
        .createUpdate("UPDATE project SET network = :network WHERE name = :name")
        .bind("name", name)
        .bind("network", network ? 1 : 0)
        .execute();
  }

  /**
   * Makes an account a member; nothing happens where it is one.
   *
   * @return whether both are there
   */
  public static boolean join(Handle handle, String project, String account) {
    int joined =
        handle
            .createUpdate(
                """
                INSERT INTO member (project, account)
                SELECT project.name, account.name FROM project, account
                WHERE project.name = :project AND account.name = :account
                ON CONFLICT (project, account) DO UPDATE SET account = excluded.account
                """)
            .bind("project", project)
            .bind("account", account)
            .execute();
    return joined == 1;
  }

  /** Ends a membership. */
  public static void leave(Handle handle, String project, String account) {
    handle
        .createUpdate("DELETE FROM member WHERE project = :project AND account = :account")
        .bind("project", project)
        .bind("account", account)
        .execute();
  }

  /** Whether a project has builds, or webhooks that tell of them. */
  public static boolean isUsed(Handle handle, String name) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT 1 FROM build WHERE project = :name)
                OR EXISTS (SELECT 1 FROM webhook WHERE project = :name)
            """)
        .bind("name", name)
        .mapTo(Boolean.class)
        .one();
  }

  /** Removes a project that is not {@linkplain #isUsed used}, and its memberships. */
  public static void remove(Handle handle, String name) {
    handle.createUpdate("DELETE FROM member WHERE project = :name").bind("name", name).execute();
    handle.createUpdate("DELETE FROM project WHERE name = :name").bind("name", name).execute();
  }
}
