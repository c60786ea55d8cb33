package dev.slipway.queue.store;

import dev.slipway.database.Database;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The files that builds left. */
public final class Artifacts {
  private final Database database;

  /** Those of a database. */
  public Artifacts(Database database) {
    this.database = database;
  }

  /**
   * A file of a build.
   *
   * @param kind a format's name, or {@code sbom}, {@code provenance}, {@code lock}, {@code
   *     definition}, {@code record}
   * @param attempt the attempt that made it
   */
  public record Row(
      long build, String name, String kind, long size, String sha256, int attempt, Instant stored) {
    /** Whether it is the image, and not something about it. */
    public boolean isDisk() {
      return switch (kind) {
        case "sbom", "provenance", "lock", "definition", "record" -> false;
        default -> true;
      };
    }
  }

  /** Those of a build, by name. */
  public List<Row> of(long build) {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM artifact WHERE build = :build ORDER BY name")
            .bind("build", build)
            .map((row, _) ->
                new Row(
                    row.getLong("build"),
                    row.getString("name"),
                    row.getString("kind"),
                    row.getLong("size"),
                    row.getString("sha256"),
                    row.getInt("attempt"),
                    Instant.ofEpochMilli(row.getLong("stored_at"))))
            .list());
  }

  /** Adds one, or puts it in the place of the one of the same name. */
  public static void put(Handle handle, Row row) {
    handle
        .createUpdate(
            """
            INSERT INTO artifact (build, name, kind, size, sha256, attempt, stored_at)
            VALUES (:build, :name, :kind, :size, :sha256, :attempt, :stored)
            ON CONFLICT (build, name) DO UPDATE SET kind = excluded.kind, size = excluded.size,
                sha256 = excluded.sha256, attempt = excluded.attempt,
                stored_at = excluded.stored_at
            """)
        .bind("build", row.build())
        .bind("name", row.name())
        .bind("kind", row.kind())
        .bind("size", row.size())
        .bind("sha256", row.sha256())
        .bind("attempt", row.attempt())
        .bind("stored", row.stored().toEpochMilli())
        .execute();
  }

  /** Forgets those of a build that its last attempt did not make. */
  public static void forgetOthers(Handle handle, long build, int attempt) {
    handle
        .createUpdate("DELETE FROM artifact WHERE build = :build AND attempt <> :attempt")
        .bind("build", build)
        .bind("attempt", attempt)
        .execute();
  }
}
