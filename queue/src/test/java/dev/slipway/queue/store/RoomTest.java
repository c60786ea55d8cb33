package dev.slipway.queue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.database.Database;
import dev.slipway.definition.Architecture;
import dev.slipway.queue.Build;
import dev.slipway.queue.BuildRequest;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.Samples;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RoomTest {
  private static final long GIB = 1L << 30;
  private static final Instant NOW = Instant.EPOCH;

  @TempDir private Path folder;
  private Database database;
  private long free = 10 * GIB;

  @BeforeEach
  void open() throws Exception {
    database = Samples.database(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatIsInTheQueueIsPromisedNothing() throws Exception {
    Room room = new Room(database, () -> free);
    for (int i = 0; i < 100; i++) {
      room.check(List.of(request(6 * GIB)));
      add(6 * GIB);
    }
    assertThat(left(room)).isEqualTo(10 * GIB);
  }

  @Test
  void whatIsLargerThanTheDiskIsRefused() {
    Room room = new Room(database, () -> free);
    assertThatThrownBy(() -> room.check(List.of(request(GIB), request(11 * GIB))))
        .isInstanceOfSatisfying(
            QueueException.class, e -> assertThat(e.code()).isEqualTo(QueueException.Code.SPACE))
        .hasMessageContainingAll("`web` needs 11,264 MiB", "10,240 MiB free");
  }

  @Test
  void whatIsPromisedToOneBuildIsNotPromisedToAnother() {
    Room room = new Room(database, () -> free);
    long first = add(6 * GIB);
    add(6 * GIB);
    long small = add(4 * GIB);

    Build running = claim(room).orElseThrow();

    assertThat(running.id()).isEqualTo(first);
    assertThat(left(room)).isEqualTo(4 * GIB);
    assertThat(claim(room).orElseThrow().id()).isEqualTo(small);
    assertThat(claim(room)).isEmpty();
    assertThat(left(room)).isZero();
  }

  @Test
  void anEndGivesItBackAndWhatItHasWrittenIsGone() {
    Room room = new Room(database, () -> free);
    add(6 * GIB);
    long second = add(6 * GIB);
    Build first = claim(room).orElseThrow();
    assertThat(claim(room)).isEmpty();

    free = 7 * GIB;
    database.change(h -> Reports.end(h, first.id(), first.attempt(), Samples.success(), NOW));

    assertThat(claim(room).orElseThrow().id()).isEqualTo(second);
  }

  @Test
  void whereNobodyKnowsAllIsTaken() throws Exception {
    Room room = new Room(database, () -> Long.MAX_VALUE);
    room.check(List.of(request(600 * GIB)));
    add(600 * GIB);
    add(600 * GIB);
    assertThat(claim(room)).isPresent();
    assertThat(claim(room)).isPresent();
  }

  private long left(Room room) {
    return database.write(room::left);
  }

  private Optional<Build> claim(Room room) {
    return database.write(handle -> {
      Leases.Holder worker = new Leases.Holder("w", "1", Set.of("amd64"), room.left(handle));
      return Leases.claim(database, handle, worker, "hash", NOW, NOW.plusSeconds(30));
    });
  }

  private long add(long space) {
    return Samples.add(database, request(space), NOW).id();
  }

  private static BuildRequest request(long space) {
    return new BuildRequest(
        "default",
        "web",
        "1",
        Architecture.AMD64,
        new BuildRequest.Source("0".repeat(64), 1, "upload"),
        BuildRequest.Options.NONE,
        0,
        "ann",
        space);
  }
}
