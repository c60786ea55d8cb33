package dev.slipway.queue.store;

import dev.slipway.database.Database;
import dev.slipway.definition.Architecture;
import dev.slipway.queue.Build;
import dev.slipway.queue.BuildRequest;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.event.NewEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.jdbi.v3.core.Handle;

/**
 * The builds. A method that takes a {@link Handle} is one part of a transaction that the caller has
 * begun.
 */
public final class Builds {
  private final Database database;

  /** Those of a database. */
  public Builds(Database database) {
    this.database = database;
  }

  /** Puts a new build into the queue. */
  public static Build add(Handle handle, BuildRequest request, Instant now) {
    long id =
        handle
            .createQuery(
                """
                INSERT INTO build (project, name, version, architecture, source, source_size,
                    origin, options, priority, space, submitted_by, state, attempt, losses,
                    reported, last_event, cancelling, kept, disposed, submitted_at, queued_at)
                VALUES (:project, :name, :version, :architecture, :source, :size, :origin,
                    :options, :priority, :space, :by, 'queued', 0, 0, 0, 0, 0, 0, 0, :now, :now)
                RETURNING id
                """)
            .bind("project", request.project())
            .bind("name", request.name())
            .bind("version", request.version())
            .bind("architecture", request.architecture().debianName())
            .bind("source", request.source().sha256())
            .bind("size", request.source().size())
            .bind("origin", request.source().origin())
            .bind("options", BuildRow.JSON.writeValueAsString(request.options()))
            .bind("priority", request.priority())
            .bind("space", request.space())
            .bind("by", request.submittedBy())
            .bind("now", now.toEpochMilli())
            .mapTo(Long.class)
            .one();
    Events.add(
        handle, id, List.of(NewEvent.of(now, new Milestone.Queued(request.submittedBy(), "new"))));
    return get(handle, id).orElseThrow();
  }

  /** A build. */
  public Optional<Build> get(long id) {
    return database.read(handle -> get(handle, id));
  }

  /** A build. */
  public static Optional<Build> get(Handle handle, long id) {
    return handle
        .createQuery("SELECT * FROM build WHERE id = :id")
        .bind("id", id)
        .map(new BuildRow())
        .findOne();
  }

  /**
   * Has nobody else change builds as long as the transaction lasts. Who needs several begins with
   * this, and so takes them in the order in which everybody does.
   */
  public static void lock(Database database, Handle handle, SortedSet<Long> ids) {
    // SQLite has one writer at a time anyway.
    if (!database.isSqlite() && !ids.isEmpty()) {
      handle
          .createQuery("SELECT id FROM build WHERE id IN (<ids>) ORDER BY id FOR UPDATE")
          .bindList("ids", List.copyOf(ids))
          .mapTo(Long.class)
          .list();
    }
  }

  /** Builds that are in the queue, the next one of each architecture first. */
  public List<Build> queued() {
    return database.read(handle ->
        handle
            .createQuery("SELECT * FROM build WHERE state = 'queued' ORDER BY priority DESC, id")
            .map(new BuildRow())
            .list());
  }

  /** How many builds for an architecture are in the queue. */
  public long waiting(Architecture architecture) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT count(*) FROM build
                WHERE state = 'queued' AND architecture = :architecture
                """)
            .bind("architecture", architecture.debianName())
            .mapTo(Long.class)
            .one());
  }

  /** A page of builds, the newest first. */
  public List<Build> page(BuildFilter filter) {
    return database.read(handle -> filter.query(handle).map(new BuildRow()).list());
  }

  /**
   * Puts a build that is over into the queue once more.
   *
   * @return whether it was over
   */
  public static boolean requeue(Handle handle, long id, String by, Instant now) {
    int changed =
        handle
            .createUpdate(
                """
                UPDATE build SET state = 'queued', queued_at = :now, ended_at = NULL,
                    cancelling = 0, losses = 0, furthest = 0, reason = NULL, failed_step = NULL,
                    worker = NULL, lease_until = NULL, lease_hash = NULL
                WHERE id = :id AND state IN ('succeeded', 'failed', 'cancelled')
                """)
            .bind("id", id)
            .bind("now", now.toEpochMilli())
            .execute();
    if (changed == 1) {
      Events.add(handle, id, List.of(NewEvent.of(now, new Milestone.Queued(by, "retried"))));
    }
    return changed == 1;
  }

  /**
   * Asks for a build's end. One that is in the queue is over at once; one that runs ends when its
   * worker says so.
   *
   * @return the build afterwards
   */
  public static Optional<Build> cancel(Handle handle, long id, String by, Instant now) {
    int ended =
        handle
            .createUpdate(
                """
                UPDATE build SET state = 'cancelled', ended_at = :now, reason = :reason
                WHERE id = :id AND state = 'queued'
                """)
            .bind("id", id)
            .bind("now", now.toEpochMilli())
            .bind("reason", "cancelled by " + by)
            .execute();
    if (ended == 1) {
      Events.add(
          handle,
          id,
          List.of(
              NewEvent.of(
                  now,
                  new Milestone.Ended(
                      BuildState.CANCELLED, Optional.of("cancelled by " + by), Optional.empty()))));
      return get(handle, id);
    }
    int asked =
        handle
            .createUpdate(
                """
                UPDATE build SET cancelling = 1, reason = :reason
                WHERE id = :id AND state = 'running' AND cancelling = 0
                """)
            .bind("id", id)
            .bind("reason", "cancelled by " + by)
            .execute();
    if (asked == 1) {
      Events.add(handle, id, List.of(NewEvent.of(now, new Milestone.Cancelling(by))));
    }
    return get(handle, id);
  }

  /** Has retention leave a build alone, or not any more. */
  public static void keep(Handle handle, long id, boolean kept) {
    handle
        .createUpdate("UPDATE build SET kept = :kept WHERE id = :id")
        .bind("id", id)
        .bind("kept", kept ? 1 : 0)
        .execute();
  }

  /** How many builds of its architecture come before a build that is in the queue, and itself. */
  public long position(Build build) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                SELECT count(*) + 1 FROM build
                WHERE state = 'queued' AND architecture = :architecture
                    AND (priority > :priority OR (priority = :priority AND id < :id))
                """)
            .bind("architecture", build.request().architecture().debianName())
            .bind("priority", build.request().priority())
            .bind("id", build.id())
            .mapTo(Long.class)
            .one());
  }

  /** Notes that the artifacts of a build that is over are removed. */
  public static boolean dispose(Handle handle, long id) {
    return handle
            .createUpdate(
                """
                UPDATE build SET disposed = 1
                WHERE id = :id AND state IN ('succeeded', 'failed', 'cancelled')
                """)
            .bind("id", id)
            .execute()
        == 1;
  }

  /** Forgets a build that is over and whose artifacts are removed, with all that is known of it. */
  public static void remove(Handle handle, long id) {
    int removed =
        handle
            .createUpdate(
                """
                DELETE FROM build
                WHERE id = :id AND disposed = 1 AND state IN ('succeeded', 'failed', 'cancelled')
                """)
            .bind("id", id)
            .execute();
    for (String table : removed == 1 ? List.of("event", "step", "artifact") : List.<String>of()) {
      handle.execute("DELETE FROM " + table + " WHERE build = ?", id);
    }
  }
}
