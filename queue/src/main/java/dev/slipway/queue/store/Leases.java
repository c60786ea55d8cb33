package dev.slipway.queue.store;

import dev.slipway.database.Database;
import dev.slipway.queue.Build;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.event.NewEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Who has which build. A lease is for one attempt of one build; its attempt's number is the fencing
 * token: whatever comes with another number changes nothing.
 */
public final class Leases {
  /**
   * How often in a row a build's worker may be lost before nobody tries any more: with no attempt
   * that finishes more steps than those before it, see {@link Steps#note}.
   */
  private static final int MOST_LOSSES = 5;

  private Leases() {}

  /**
   * A worker that takes a build.
   *
   * @param incarnation differs between two starts of the same worker
   * @param space how many bytes of disk it has free and not given to other builds
   */
  public record Holder(String worker, String incarnation, Set<String> architectures, long space) {}

  /**
   * Gives the first build in the queue that fits to a worker.
   *
   * @param tokenHash SHA-256 of the token that opens the build's files to the worker
   * @return the build, with its new attempt's number; empty where none fits
   */
  public static Optional<Build> claim(
      Database database,
      Handle handle,
      Holder holder,
      String tokenHash,
      Instant now,
      Instant until) {
    Optional<Long> next =
        handle
            .createQuery(
                """
                SELECT id FROM build
                WHERE state = 'queued' AND architecture IN (<architectures>) AND space <= :space
                ORDER BY priority DESC, id LIMIT 1
                """
                    + database.skipLocked())
            .bindList("architectures", List.copyOf(holder.architectures()))
            .bind("space", holder.space())
            .mapTo(Long.class)
            .findOne();
    if (next.isEmpty()) {
      return Optional.empty();
    }
    handle
        .createUpdate(
            """
            UPDATE build SET state = 'running', attempt = attempt + 1, worker = :worker,
                incarnation = :incarnation, lease_until = :until, lease_hash = :hash,
                reported = 0, started_at = :now, ended_at = NULL, cancelling = 0
            WHERE id = :id
            """)
        .bind("id", next.get())
        .bind("worker", holder.worker())
        .bind("incarnation", holder.incarnation())
        .bind("until", until.toEpochMilli())
        .bind("hash", tokenHash)
        .bind("now", now.toEpochMilli())
        .execute();
    Events.add(
        handle, next.get(), List.of(NewEvent.of(now, new Milestone.Assigned(holder.worker()))));
    return Builds.get(handle, next.get());
  }

  /**
   * Renews a lease.
   *
   * @return whether the attempt is still the one that counts
   */
  public static boolean renew(Handle handle, long build, int attempt, Instant until) {
    return handle
            .createUpdate(
                """
                UPDATE build SET lease_until = :until
                WHERE id = :build AND attempt = :attempt AND state = 'running'
                """)
            .bind("build", build)
            .bind("attempt", attempt)
            .bind("until", until.toEpochMilli())
            .execute()
        == 1;
  }

  /**
   * Whether an attempt is still the one that counts; while the transaction lasts, nobody changes
   * that.
   */
  public static boolean holds(Handle handle, long build, int attempt) {
    return handle
            .createUpdate(
                """
                UPDATE build SET attempt = attempt
                WHERE id = :build AND attempt = :attempt AND state = 'running'
                """)
            .bind("build", build)
            .bind("attempt", attempt)
            .execute()
        == 1;
  }

  /** Whether a token opens the files of a build's attempt. */
  public static boolean opens(Handle handle, long build, int attempt, String tokenHash) {
    return handle
        .createQuery(
            """
            SELECT lease_hash FROM build
            WHERE id = :build AND attempt = :attempt AND state = 'running'
            """)
        .bind("build", build)
        .bind("attempt", attempt)
        .mapTo(String.class)
        .findOne()
        .filter(h -> java.security.MessageDigest.isEqual(bytes(h), bytes(tokenHash)))
        .isPresent();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  /** Builds for architectures whose worker was not heard of in time. */
  public static List<Build> expired(Handle handle, Set<String> architectures, Instant now) {
    return handle
        .createQuery(
            """
            SELECT * FROM build
            WHERE state = 'running' AND lease_until < :now AND architecture IN (<architectures>)
            ORDER BY id
            """)
        .bindList("architectures", List.copyOf(architectures))
        .bind("now", now.toEpochMilli())
        .map(new BuildRow())
        .list();
  }

  /** Builds that earlier starts of a worker have. */
  public static List<Build> ofOthers(Handle handle, String worker, String incarnation) {
    return of(handle, worker, incarnation, "<>");
  }

  /** Builds that a start of a worker has. */
  public static List<Build> of(Handle handle, String worker, String incarnation) {
    return of(handle, worker, incarnation, "=");
  }

  private static List<Build> of(
      Handle handle, String worker, String incarnation, String comparison) {
    return handle
        .createQuery(
            """
            SELECT * FROM build
            WHERE state = 'running' AND worker = :worker AND incarnation <comparison> :incarnation
            ORDER BY id
            """)
        .define("comparison", comparison)
        .bind("worker", worker)
        .bind("incarnation", incarnation)
        .map(new BuildRow())
        .list();
  }

  /**
   * Lets no lease of builds for architectures end before a time: after a while in which nobody was
   * heard, workers need a moment.
   */
  public static void extend(Handle handle, Set<String> architectures, Instant until) {
    handle
        .createUpdate(
            """
            UPDATE build SET lease_until = :until
            WHERE state = 'running' AND lease_until < :until AND architecture IN (<architectures>)
            """)
        .bindList("architectures", List.copyOf(architectures))
        .bind("until", until.toEpochMilli())
        .execute();
  }

  /** Why a build is taken from its worker. */
  public enum Loss {
    /** The worker was killed, or is out of reach: it may be the build that does that. */
    FAULT,
    /** The worker has given it back. */
    RETURN
  }

  /**
   * Takes a build from its worker: into the queue again, or to its end where that was wanted, or
   * where its workers were lost too often.
   *
   * @return what happened; empty where the attempt does not count any more
   */
  public static List<BuildEvent> lose(
      Handle handle, Build build, Loss loss, String why, Instant now) {
    String worker = build.worker().orElse("");
    Optional<Integer> losses =
        handle
            .createQuery(
                """
                UPDATE build SET losses = losses + :more
                WHERE id = :build AND attempt = :attempt AND state = 'running'
                RETURNING losses
                """)
            .bind("more", loss == Loss.FAULT ? 1 : 0)
            .bind("build", build.id())
            .bind("attempt", build.attempt())
            .mapTo(Integer.class)
            .findOne();
    if (losses.isEmpty()) {
      return List.of();
    }
    List<BuildEvent> events =
        new ArrayList<>(
            Events.add(
                handle, build.id(), List.of(NewEvent.of(now, new Milestone.Lost(worker, why)))));
    Optional<Milestone.Ended> end = endOf(build, losses.get());
    if (end.isPresent()) {
      Reports.end(handle, build.id(), build.attempt(), end.get(), now).ifPresent(events::add);
    } else {
      events.addAll(requeue(handle, build, now));
    }
    return events;
  }

  private static List<BuildEvent> requeue(Handle handle, Build build, Instant now) {
    handle
        .createUpdate(
            """
            UPDATE build SET state = 'queued', queued_at = :now, worker = NULL,
                lease_until = NULL, lease_hash = NULL
            WHERE id = :build
            """)
        .bind("build", build.id())
        .bind("now", now.toEpochMilli())
        .execute();
    return Events.add(
        handle,
        build.id(),
        List.of(NewEvent.of(now, new Milestone.Queued("the service", "its worker was lost"))));
  }

  private static Optional<Milestone.Ended> endOf(Build build, int losses) {
    if (build.cancelling()) {
      return Optional.of(
          new Milestone.Ended(BuildState.CANCELLED, build.reason(), Optional.empty()));
    }
    if (losses >= MOST_LOSSES) {
      return Optional.of(
          new Milestone.Ended(
              BuildState.FAILED,
              Optional.of(
                  "its worker was lost "
                      + losses
                      + " times and it came no further, the last time `"
                      + build.worker().orElse("")
                      + "`; see that worker's log, then retry the build"),
              Optional.empty()));
    }
    return Optional.empty();
  }
}
