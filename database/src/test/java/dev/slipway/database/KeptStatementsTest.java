package dev.slipway.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptStatementsTest {
  private static final String ADD = "INSERT INTO thing (name, size) VALUES (:name, :size)";

  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() throws Exception {
    database =
        Database.open("jdbc:sqlite:" + folder.resolve("a.db"), "dev/slipway/database/migrations");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static void add(Handle handle, String name, Long size) {
    handle.createUpdate(ADD).bind("name", name).bind("size", size).execute();
  }

  private static ResultIterable<String> larger(Handle handle, long size) {
    return handle
        .createQuery("SELECT name FROM thing WHERE size > :size ORDER BY name")
        .bind("size", size)
        .mapTo(String.class);
  }

  private List<String> larger(long size) {
    return database.read(handle -> larger(handle, size).list());
  }

  @Test
  void eachUseHasItsOwnValues() {
    database.change(handle -> {
      add(handle, "a", 1L);
      add(handle, "b", 2L);
      add(handle, "c", null);
    });
    assertThat(larger(0)).containsExactly("a", "b");
    assertThat(larger(1)).containsExactly("b");
    assertThat(larger(2)).isEmpty();
  }

  @Test
  void oneThatFailedWorksAgain() {
    database.change(handle -> add(handle, "a", 1L));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> database.change(handle -> add(handle, "a", 2L)))
          .isInstanceOf(UnableToExecuteStatementException.class)
          .hasMessageContaining("UNIQUE");
    }
    database.change(handle -> add(handle, "b", 2L));
    assertThat(larger(0)).containsExactly("a", "b");
  }

  @Test
  void oneThatIsStillReadIsNotUsedTwice() {
    database.change(handle -> List.of("a", "b", "c").forEach(n -> add(handle, n, 5L)));
    List<String> pairs =
        database.read(handle -> {
          Iterator<String> outer = larger(handle, 4).iterator();
          String first = outer.next();
          List<String> inner = larger(handle, 3).list();
          return List.of(first + inner, outer.next() + inner, outer.next() + inner);
        });
    assertThat(pairs).containsExactly("a[a, b, c]", "b[a, b, c]", "c[a, b, c]");
  }

  /** Or nothing could be taken out of the log, which would grow for ever. */
  @Test
  void oneThatWasReadInPartHoldsNothing() {
    database.change(handle -> List.of("a", "b", "c").forEach(n -> add(handle, n, 5L)));
    Optional<String> found = database.read(handle -> larger(handle, 0).findFirst());
    assertThat(found).contains("a");
    database.change(handle -> add(handle, "d", 1L));
    int busy =
        database.read(handle ->
            handle.createQuery("PRAGMA wal_checkpoint(TRUNCATE)").mapTo(Integer.class).first());
    assertThat(busy).isZero();
    assertThat(folder.resolve("a.db-wal")).isEmptyFile();
  }

  /** Or its connection would see the database as it was then. */
  @Test
  void rowsThatNobodyFetchedHoldNothing() {
    database.change(handle -> add(handle, "a", 1L));
    database.read(handle -> handle.execute("SELECT name FROM thing"));
    for (int i = 0; i < 20; i++) {
      String name = "b" + i;
      database.change(handle -> add(handle, name, 1L));
      assertThat(larger(0)).contains(name);
    }
    int busy =
        database.read(handle ->
            handle.createQuery("PRAGMA wal_checkpoint(TRUNCATE)").mapTo(Integer.class).first());
    assertThat(busy).isZero();
  }

  /** The driver ends a statement that a full disk, here a limit of pages, has stopped. */
  @Test
  void oneThatTheDriverHasEndedIsMadeAnew() {
    database.change(handle -> handle.execute("PRAGMA max_page_count = 1"));
    long large = 200_000;
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() ->
              database.change(handle ->
                  handle
                      .createUpdate("INSERT INTO thing VALUES (hex(zeroblob(:bytes)), 1)")
                      .bind("bytes", large)
                      .execute()))
          .isInstanceOf(UnableToExecuteStatementException.class)
          .hasMessageContaining("full");
    }
  }

  @Test
  void aBatchThatWasGivenUpLeavesNothing() {
    assertThatThrownBy(() ->
            database.change(handle -> {
              try (PreparedBatch batch = handle.prepareBatch(ADD)) {
                batch.bind("name", "a").bind("size", 1L).add();
                batch.bind("name", "a").bind("size", 1L).add();
                batch.execute();
              }
            }))
        .isInstanceOf(UnableToExecuteStatementException.class);
    database.change(handle -> {
      PreparedBatch batch = handle.prepareBatch(ADD);
      batch.bind("name", "b").bind("size", 1L).add();
      batch.execute();
    });
    assertThat(larger(0)).containsExactly("b");
  }
}
