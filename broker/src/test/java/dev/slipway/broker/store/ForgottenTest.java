package dev.slipway.broker.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.database.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is forgotten of what is over, and what is not. */
class ForgottenTest {
  private static final Instant OLD = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant CUT = OLD.plus(Duration.ofDays(30));
  private static final Instant NEW = OLD.plus(Duration.ofDays(60));

  @TempDir private Path folder;
  private Database database;
  private Ledger ledger;

  @BeforeEach
  void open() throws Exception {
    database = Schema.open("jdbc:sqlite:" + folder.resolve("broker.db"));
    ledger = Ledger.of(database, "a process");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void instance(String id, State state, Instant at) {
    InstanceRow row =
        new InstanceRow(
            id,
            "i_" + id,
            "s",
            "p",
            "b",
            "o",
            "sp",
            "{}",
            "{}",
            "",
            state,
            Optional.empty(),
            false,
            at,
            at);
    database.change(handle -> ledger.instances().add(handle, row));
  }

  private void binding(String instance, String id, State state, Instant at) {
    BindingRow row =
        new BindingRow(instance, id, "b_" + id, "", "{}", "{}", "", state, Optional.empty(), at);
    database.change(handle -> ledger.bindings().add(handle, row));
  }

  private void operation(String id, String instance, String binding, Instant at, boolean over) {
    OperationRow row =
        new OperationRow(
            id,
            instance,
            binding,
            Kind.PROVISION,
            OperationRow.Status.RUNNING,
            "p",
            "{}",
            Optional.empty(),
            Optional.empty(),
            new Asker("platform", "", ""),
            "",
            "",
            at,
            Optional.empty());
    database.change(handle -> {
      ledger.operations().add(handle, row);
      if (over) {
        ledger.operations().end(handle, row.ended(Optional.empty(), Optional.empty(), at));
      }
    });
  }

  @Test
  void whatIsGoneForLongIsForgottenWithItsOperations() {
    instance("gone", State.DELETED, OLD);
    binding("gone", "1", State.DELETED, OLD);
    operation("made", "gone", "", OLD, true);
    operation("bound", "gone", "1", OLD, true);
    assertThat(new Forgotten(database).remove(CUT)).isEqualTo(4);
    assertThat(ledger.instances().find("gone")).isEmpty();
    assertThat(ledger.bindings().find("gone", "1")).isEmpty();
    assertThat(ledger.operations().list("", 9)).isEmpty();
  }

  @Test
  void whatIsThereKeepsItsLastOperationAndLosesThoseBefore() {
    instance("there", State.READY, OLD);
    operation("first", "there", "", OLD, true);
    operation("last", "there", "", OLD.plusSeconds(1), true);
    operation("unbound", "there", "1", OLD, true);
    assertThat(new Forgotten(database).remove(CUT)).isEqualTo(2);
    assertThat(ledger.operations().list("there", 9))
        .extracting(OperationRow::id)
        .containsExactly("last");
  }

  @Test
  void whatIsNewOrGoesOnOrIsHalfMadeIsKept() {
    instance("new", State.DELETED, NEW);
    operation("ended", "new", "", NEW, true);
    operation("running", "nowhere", "", OLD, false);
    instance("half", State.FAILED, OLD);
    binding("half", "1", State.FAILED, OLD);
    Remain remain = new Remain("b", "i_half", "b_1", "1", "{}", 0);
    database.change(handle -> ledger.remains().add(handle, remain, OLD));
    assertThat(new Forgotten(database).remove(CUT)).isZero();
    ledger.remains().removed(remain);
    assertThat(new Forgotten(database).remove(CUT)).isEqualTo(2);
    assertThat(ledger.operations().list("", 9)).hasSize(2);
  }
}
