package dev.slipway.queue.dispatch;

import dev.slipway.database.Database;
import dev.slipway.queue.Build;
import dev.slipway.queue.BuildRequest;
import dev.slipway.queue.Timing;
import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.protocol.ToServer;
import dev.slipway.queue.protocol.ToWorker;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Leases;
import dev.slipway.queue.store.Leases.Loss;
import dev.slipway.queue.store.Room;
import dev.slipway.queue.store.Steps;
import dev.slipway.queue.store.WorkerRow;
import dev.slipway.queue.store.Workers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Decides who gets which build, and notices who is gone. */
final class Desk {
  /** How long a worker that nothing is heard of is shown. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private final Database database;
  private final Room room;
  private final Clock clock;
  private final Timing timing;
  private final SecureRandom random;
  private final URI files;
  private final LongConsumer changed;
  private final Consumer<Build> requeued;
  private final Recorder.Ended ended;

  /**
   * A server's.
   *
   * @param files the address of a server, as workers reach it
   * @param changed hears of builds that have new events
   * @param requeued hears of builds that need a ticket
   */
  Desk(
      Database database,
      Room room,
      Clock clock,
      Timing timing,
      SecureRandom random,
      URI files,
      LongConsumer changed,
      Consumer<Build> requeued,
      Recorder.Ended ended) {
    this.database = database;
    this.room = room;
    this.clock = clock;
    this.timing = timing;
    this.random = random;
    this.files = files;
    this.changed = changed;
    this.requeued = requeued;
    this.ended = ended;
  }

  /**
   * What comes of a message.
   *
   * @param given the build that the worker has now
   * @param lost builds that were taken from it
   * @param answers what the worker is to be told
   */
  private record Result(Optional<Build> given, List<Lost> lost, List<ToWorker> answers) {
    static Result lost(List<Lost> lost) {
      return new Result(Optional.empty(), lost, List.of());
    }
  }

  /**
   * Deals with messages in one transaction: all of them or none.
   *
   * @param said those of one worker in its order, and no reports
   * @return what the worker of each is to be told
   */
  List<List<ToWorker>> hear(List<ToServer> said) {
    List<Result> results =
        database.write(handle -> {
          lock(handle, said);
          Instant now = database.now(handle, clock);
          return said.stream().map(s -> one(handle, s, now)).toList();
        });
    for (Result each : results) {
      each.given().ifPresent(b -> changed.accept(b.id()));
      each.lost().forEach(this::tell);
    }
    return results.stream().map(Result::answers).toList();
  }

  /** Takes what messages need in the order in which everybody locks it. */
  private void lock(Handle handle, List<ToServer> said) {
    if (said.stream().anyMatch(s -> s instanceof ToServer.Claim)) {
      room.lock(handle);
    }
    Builds.lock(
        database,
        handle,
        said.stream()
            .flatMap(s -> s instanceof ToServer.Heartbeat h ? h.running().stream() : Stream.of())
            .map(ToServer.Running::build)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private Result one(Handle handle, ToServer said, Instant now) {
    return switch (said) {
      case ToServer.Claim claim -> claim(handle, claim, now);
      case ToServer.Heartbeat beat -> heartbeat(handle, beat, now);
      case ToServer.GiveBack given -> giveBack(handle, given, now);
      case ToServer.Goodbye goodbye -> goodbye(handle, goodbye, now);
      case ToServer.Report _ -> throw new IllegalArgumentException("reports go to the recorder");
    };
  }

  /** Gives a build to a worker: one that has room there, and in the storage. */
  private Result claim(Handle handle, ToServer.Claim claim, Instant now) {
    String token = token();
    Leases.Holder holder =
        new Leases.Holder(
            claim.worker(),
            claim.incarnation(),
            new TreeSet<>(claim.architectures()),
            Math.min(claim.space(), room.left(handle)));
    Optional<Build> build =
        Leases.claim(database, handle, holder, sha256(token), now, now.plus(timing.lease()));
    if (build.isEmpty()) {
      return new Result(build, List.of(), List.of(new ToWorker.Nothing(claim.request())));
    }
    Steps.begin(handle, build.get().id());
    boolean network =
        handle
            .createQuery("SELECT network FROM project WHERE name = :name")
            .bind("name", build.get().request().project())
            .mapTo(Boolean.class)
            .one();
    return new Result(build, List.of(), List.of(job(claim, build.get(), token, network)));
  }

  private ToWorker.Job job(ToServer.Claim claim, Build build, String token, boolean network) {
    BuildRequest asked = build.request();
    return new ToWorker.Job(
        claim.request(),
        build.id(),
        build.attempt(),
        token,
        files.resolve("/worker/v1/builds/" + build.id() + "/" + build.attempt() + "/").toString(),
        asked.name(),
        asked.architecture().debianName(),
        asked.source().sha256(),
        asked.source().size(),
        asked.options().formats(),
        asked.options().parameters(),
        asked.options().test(),
        network,
        asked.space());
  }

  /** Notes that a worker is there, and renews what it works on. */
  private Result heartbeat(Handle handle, ToServer.Heartbeat beat, Instant now) {
    List<Lost> lost = new ArrayList<>();
    List<ToWorker> answers = new ArrayList<>();
    switch (Workers.note(handle, row(beat, now), timing.lease())) {
      case RESTARTED -> {
        for (Build each : Leases.ofOthers(handle, beat.worker(), beat.incarnation())) {
          lost.add(lose(handle, each, Loss.FAULT, "it was started again", now));
        }
      }
      case TAKEN ->
          answers.add(
              new ToWorker.Refused(
                  "another host has a worker `"
                      + beat.worker()
                      + "`, which is there: stop that one, or give this one another name"));
      case KNOWN, LATE -> {}
    }
    // In the order in which everybody locks them.
    for (ToServer.Running each :
        beat.running().stream()
            .sorted(Comparator.comparingLong(ToServer.Running::build))
            .toList()) {
      if (!Leases.renew(handle, each.build(), each.attempt(), now.plus(timing.lease()))) {
        answers.add(new ToWorker.Stop(each.build(), each.attempt(), true));
      } else if (Builds.get(handle, each.build()).orElseThrow().cancelling()) {
        answers.add(new ToWorker.Stop(each.build(), each.attempt(), false));
      }
    }
    return new Result(Optional.empty(), lost, answers);
  }

  private static WorkerRow row(ToServer.Heartbeat beat, Instant now) {
    return new WorkerRow(
        beat.worker(),
        beat.host(),
        beat.version(),
        beat.incarnation(),
        beat.architectures(),
        beat.slots(),
        beat.running().size(),
        beat.free(),
        beat.draining(),
        Instant.ofEpochMilli(beat.started()),
        now);
  }

  /** A worker does not work on a build any more. */
  private Result giveBack(Handle handle, ToServer.GiveBack given, Instant now) {
    return Result.lost(
        Builds.get(handle, given.build())
            .filter(b -> b.attempt() == given.attempt())
            .map(b -> lose(handle, b, Loss.RETURN, given.why(), now))
            .stream()
            .toList());
  }

  private Result goodbye(Handle handle, ToServer.Goodbye goodbye, Instant now) {
    List<Lost> left = new ArrayList<>();
    for (Build each : Leases.of(handle, goodbye.worker(), goodbye.incarnation())) {
      left.add(lose(handle, each, Loss.RETURN, "it ended", now));
    }
    Workers.remove(handle, goodbye.worker(), goodbye.incarnation());
    return Result.lost(left);
  }

  /**
   * Takes builds from workers that were not heard of in time.
   *
   * @param heard the architectures whose workers this server hears
   */
  void sweep(Set<String> heard) {
    String why = "nothing was heard of it for " + timing.lease().toSeconds() + " s";
    List<Lost> lost =
        database.write(handle -> {
          Instant now = database.now(handle, clock);
          Workers.forget(handle, now.minus(REMEMBERED));
          return heard.isEmpty()
              ? List.of()
              : Leases.expired(handle, heard, now).stream()
                  .map(b -> lose(handle, b, Loss.FAULT, why, now))
                  .toList();
        });
    lost.forEach(this::tell);
  }

  /** Gives workers of architectures time to tell of themselves. */
  void extend(Set<String> architectures) {
    database.change(handle ->
        Leases.extend(handle, architectures, database.now(handle, clock).plus(timing.lease())));
  }

  private record Lost(Build build, List<BuildEvent> events) {}

  private Lost lose(Handle handle, Build build, Loss loss, String why, Instant now) {
    List<BuildEvent> events = Leases.lose(handle, build, loss, why, now);
    Build after = Builds.get(handle, build.id()).orElseThrow();
    if (!events.isEmpty()) {
      Steps.stop(handle, build.id());
    }
    if (!events.isEmpty() && after.state().isOver()) {
      ended.ended(handle, build.id(), now);
    }
    return new Lost(after, events);
  }

  private void tell(Lost lost) {
    changed.accept(lost.build().id());
    if (!lost.events().isEmpty() && !lost.build().state().isOver()) {
      requeued.accept(lost.build());
    }
  }

  private String token() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What is stored of a token. */
  static String sha256(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
