package dev.slipway.queue.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.database.Database;
import dev.slipway.queue.Build;
import dev.slipway.queue.BuildRequest.Destination;
import dev.slipway.queue.Samples;
import dev.slipway.queue.artifact.FolderStorage;
import dev.slipway.queue.artifact.Keys;
import dev.slipway.queue.artifact.Storage;
import dev.slipway.queue.errand.ErrandRunner;
import dev.slipway.queue.errand.Pace;
import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.retention.RetentionPolicy.Disposal;
import dev.slipway.queue.store.Artifacts;
import dev.slipway.queue.store.AuditLog;
import dev.slipway.queue.store.AuditRow;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Errands;
import dev.slipway.queue.store.Events;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private static final RetentionPolicy MONTH =
      new RetentionPolicy(
          Optional.of(Duration.ofDays(30)), OptionalInt.empty(), OptionalLong.empty());

  @TempDir Path folder;
  private final Clock clock = Clock.systemUTC();
  private Database database;
  private Storage storage;
  private Retention retention;

  @BeforeEach
  void open() throws Exception {
    database = Samples.database(folder);
    storage = new FolderStorage(folder.resolve("storage"));
    retention =
        new Retention(database, MONTH, new UnneededSources(database, storage), clock, _ -> {});
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** A build with one artifact that ended a number of days ago. */
  private Build build(Milestone.Ended end, int days, List<Destination> publish) throws Exception {
    Instant then = clock.instant().minus(Duration.ofDays(days));
    Build build =
        Samples.end(
            database,
            Samples.add(database, Samples.request("web", Optional.empty(), publish), then),
            end,
            then);
    String key = Keys.artifact(build.id(), 1, "image.raw");
    String sha256 = storage.put(key, new ByteArrayInputStream(new byte[10]), 10);
    Artifacts.Row row = new Artifacts.Row(build.id(), "image.raw", "raw", 10, sha256, 1, then);
    database.change(handle -> Artifacts.put(handle, row));
    return build;
  }

  private Build success(int days) throws Exception {
    return build(Samples.success(), days, List.of());
  }

  private static List<Long> ids(List<Disposal> disposals) {
    return disposals.stream().map(Disposal::build).toList();
  }

  @Test
  void whatIsKeptOrTheNewestSuccessOrIsBeingPublishedStays() throws Exception {
    Build gone = success(50);
    Build kept = success(50);
    Build published = success(50);
    Build newest = success(40);
    Build failed = build(Samples.failure("no"), 35, List.of());
    Samples.add(
        database,
        Samples.request("web", Optional.empty(), List.of()),
        clock.instant().minus(Duration.ofDays(60)));
    database.change(handle -> {
      Builds.keep(handle, kept.id(), true);
      Errands.add(
          handle, "publish", Optional.of(published.id()), "file:///x", "{}", clock.instant());
    });

    assertThat(ids(retention.plan())).containsExactly(failed.id(), gone.id());
    assertThat(new Builds(database).get(gone.id()).orElseThrow().disposed()).isFalse();
    assertThat(ids(retention.run())).containsExactly(failed.id(), gone.id());
    assertThat(retention.plan()).isEmpty();
    assertThat(new Builds(database).get(newest.id()).orElseThrow().disposed()).isFalse();
  }

  @Test
  void whatGoesIsToldAndItsFilesGoTheLogStays() throws Exception {
    Build gone = success(50);
    success(1);
    BlockingQueue<Long> ended = new LinkedBlockingQueue<>();

    retention.run();
    try (ErrandRunner runner =
        new ErrandRunner(
            database, List.of(new RemoveFiles(storage, Pace.DAY)), clock, ended::add)) {
      runner.start();
      assertThat(ended.poll(30, TimeUnit.SECONDS)).isEqualTo(gone.id());
    }

    assertThat(new Builds(database).get(gone.id()).orElseThrow().disposed()).isTrue();
    assertThat(new Artifacts(database).of(gone.id())).isEmpty();
    assertThat(storage.list("builds/"))
        .extracting(Storage.Stored::key)
        .containsExactly("builds/2/1/image.raw");
    List<BuildEvent> events = new Events(database).after(gone.id(), 0, 100);
    assertThat(events.getFirst().kind()).isEqualTo("queued");
    assertThat(events.getLast().body()).contains("disposed", "more than 30 days ago");
  }

  @Test
  void sourcesGoThatNoBuildNeedsAndNobodyHasJustUploaded() throws Exception {
    success(1);
    String old = "a".repeat(64);
    String fresh = "b".repeat(64);
    String needed = "0".repeat(64);
    for (String each : List.of(old, fresh, needed)) {
      storage.put(Keys.source(each), new ByteArrayInputStream(new byte[1]), 1);
      if (!each.equals(fresh)) {
        Files.setLastModifiedTime(
            folder.resolve("storage").resolve(Keys.source(each)),
            FileTime.from(clock.instant().minus(Duration.ofDays(2))));
      }
    }

    retention.run();

    assertThat(storage.list(Keys.SOURCES))
        .extracting(Storage.Stored::key)
        .containsExactlyInAnyOrder(Keys.source(fresh), Keys.source(needed));
  }

  private void noted(String action, int days) {
    Instant then = clock.instant().minus(Duration.ofDays(days));
    AuditRow row = new AuditRow(0, then, "ann", "127.0.0.1", action, "", "");
    database.change(handle -> AuditLog.add(handle, row));
  }

  private List<String> remembered() {
    return new AuditLog(database).page(Long.MAX_VALUE, 10).stream().map(AuditRow::action).toList();
  }

  @Test
  void whoDidWhatIsForgottenAtAnAgeOfItsOwn() {
    noted("of long ago", 401);
    noted("of a year ago", 366);
    noted("of today", 0);
    retention.run();
    assertThat(remembered()).containsExactly("of today", "of a year ago");
    RetentionPolicy month =
        new RetentionPolicy(
            Optional.empty(), OptionalInt.empty(), OptionalLong.empty(), Duration.ofDays(30));
    new Retention(database, month, new UnneededSources(database, storage), clock, _ -> {}).run();
    assertThat(remembered()).containsExactly("of today");
  }
}
