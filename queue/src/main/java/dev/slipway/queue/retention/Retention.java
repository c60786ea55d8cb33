package dev.slipway.queue.retention;

import dev.slipway.database.Database;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.event.NewEvent;
import dev.slipway.queue.retention.RetentionPolicy.Candidate;
import dev.slipway.queue.retention.RetentionPolicy.Disposal;
import dev.slipway.queue.store.AuditLog;
import dev.slipway.queue.store.Errands;
import dev.slipway.queue.store.Events;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Disposes of builds, by a policy: their artifacts go, their rows and logs stay. Builds that are
 * kept, that run, or that are the newest success of their image are left alone. What is old in the
 * audit log goes too.
 */
public final class Retention implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final Duration PAUSE = Duration.ofHours(1);
  private static final Duration REMEMBERED = Duration.ofDays(30);

  /** The newest first, as the policy needs them. */
  private static final String CANDIDATES =
      """
      SELECT b.id, b.project || '/' || b.name || '/' || b.architecture AS image, b.ended_at,
          COALESCE((SELECT SUM(a.size) FROM artifact a WHERE a.build = b.id), 0) AS bytes,
          CASE WHEN b.kept = 1
              OR b.id IN (SELECT MAX(id) FROM build WHERE state = 'succeeded' AND disposed = 0
                  GROUP BY project, name, architecture)
              OR EXISTS (SELECT 1 FROM errand e WHERE e.build = b.id AND e.kind = 'publish'
                  AND e.state IN ('waiting', 'running'))
          THEN 1 ELSE 0 END AS safe
      FROM build b
      WHERE b.ended_at IS NOT NULL AND b.disposed = 0
          AND b.state IN ('succeeded', 'failed', 'cancelled')
      ORDER BY b.id DESC
      """;

  private final Database database;
  private final RetentionPolicy policy;
  private final UnneededSources sources;
  private final Clock clock;
  private final LongConsumer changed;
  private final Thread thread = Thread.ofVirtual().name("retention").unstarted(this::runHourly);

  /**
   * One that has not begun.
   *
   * @param changed hears of builds that were disposed of
   */
  public Retention(
      Database database,
      RetentionPolicy policy,
      UnneededSources sources,
      Clock clock,
      LongConsumer changed) {
    this.database = database;
    this.policy = policy;
    this.sources = sources;
    this.clock = clock;
    this.changed = changed;
  }

  /** Begins: disposes of builds now, and every hour. */
  public void start() {
    thread.start();
  }

  private void runHourly() {
    try {
      while (true) {
        try {
          run();
        } catch (RuntimeException e) {
          LOG.error("builds cannot be disposed of now; trying again in an hour", e);
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Which builds would go now; nothing is changed. */
  public List<Disposal> plan() {
    return database.read(handle -> choose(handle, clock.instant()));
  }

  /**
   * Disposes of builds. Their files are removed by errands, so that a kill leaves none behind.
   *
   * @return which ones
   */
  public List<Disposal> run() {
    Instant now = clock.instant();
    List<Disposal> gone =
        database.write(handle -> {
          List<Disposal> chosen = choose(handle, now);
          chosen.forEach(d -> dispose(handle, d, now));
          Errands.forget(handle, now.minus(REMEMBERED));
          AuditLog.forget(handle, now.minus(policy.audit()));
          return chosen;
        });
    gone.forEach(d -> changed.accept(d.build()));
    sources.remove(now);
    return gone;
  }

  private List<Disposal> choose(Handle handle, Instant now) {
    List<Candidate> candidates =
        handle
            .createQuery(CANDIDATES)
            .map((row, _) ->
                new Candidate(
                    row.getLong("id"),
                    row.getString("image"),
                    Instant.ofEpochMilli(row.getLong("ended_at")),
                    row.getLong("bytes"),
                    row.getInt("safe") != 0))
            .list();
    long others =
        handle
            .createQuery(
                """
                SELECT COALESCE(SUM(a.size), 0) FROM artifact a JOIN build b ON b.id = a.build
                WHERE b.state IN ('queued', 'running')
                """)
            .mapTo(Long.class)
            .one();
    return policy.choose(candidates, others, now);
  }

  private static void dispose(Handle handle, Disposal disposal, Instant now) {
    int disposed =
        handle
            .createUpdate(
                """
                UPDATE build SET disposed = 1
                WHERE id = :id AND disposed = 0 AND kept = 0
                    AND state NOT IN ('queued', 'running')
                """)
            .bind("id", disposal.build())
            .execute();
    if (disposed == 0) {
      return; // It was retried or kept, or another server was first.
    }
    handle
        .createUpdate("DELETE FROM artifact WHERE build = :id")
        .bind("id", disposal.build())
        .execute();
    Milestone said = new Milestone.Disposed(disposal.why());
    Events.add(handle, disposal.build(), List.of(NewEvent.of(now, said)));
    RemoveFiles.add(handle, disposal.build(), now);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
