package dev.slipway.broker.operation;

import dev.slipway.broker.secret.RandomNames;
import dev.slipway.broker.store.Asker;
import dev.slipway.broker.store.InstanceRow;
import dev.slipway.broker.store.Kind;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.OperationRow;
import dev.slipway.broker.store.State;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Has instances be whole again whose update failed and could not be taken back. */
public final class Repairs {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Ledger ledger;
  private final Runner runner;
  private final RandomNames names;
  private final Clock clock;

  /** With who updates them. */
  public Repairs(Ledger ledger, Runner runner, RandomNames names, Clock clock) {
    this.ledger = ledger;
    this.runner = runner;
    this.names = names;
    this.clock = clock;
  }

  /** Begins to update them to what they are. */
  void begin() {
    for (InstanceRow each : ledger.instances().torn(clock.instant().minus(PAUSE))) {
      Optional<OperationRow> begun = ledger.database().write(handle -> begin(handle, each.id()));
      begun.ifPresent(runner::begin);
    }
  }

  private Optional<OperationRow> begin(Handle handle, String id) {
    InstanceRow row = ledger.instances().lock(handle, id).orElseThrow();
    Admission admission = new Admission(ledger);
    if (row.state() != State.UPDATING || admission.other(handle, id, "").isPresent()) {
      return Optional.empty();
    }
    ledger.operations().forgetOwn(handle, id);
    return Optional.of(
        admission.begin(
            handle,
            names.operation(),
            id,
            "",
            Kind.UPDATE,
            row.plan(),
            row.parameters(),
            row.maintenance(),
            Asker.BROKER,
            clock.instant()));
  }
}
