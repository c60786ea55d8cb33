package dev.slipway.broker.operation;

import dev.slipway.broker.secret.Sealer;
import dev.slipway.broker.store.BindingRow;
import dev.slipway.broker.store.Ledger;
import java.util.List;

/** Seals with the newest key what older ones have sealed. */
public final class Resealing {
  private static final int AT_ONCE = 500;

  private Resealing() {}

  /** Does it, while others use the database. */
  public static long run(Ledger ledger, Sealer sealer) {
    long done = 0;
    int last;
    do {
      last =
          ledger
              .database()
              .write(handle -> {
                ledger.bindings().lockToSealAnew(handle);
                List<BindingRow> rows =
                    ledger.bindings().sealedOtherwise(handle, sealer.current(), AT_ONCE);
                for (BindingRow each : rows) {
                  String place = Steps.place(each.instance(), each.id());
                  String open = sealer.open(each.bound().orElseThrow(), place);
                  ledger
                      .bindings()
                      .sealed(handle, each.instance(), each.id(), sealer.seal(open, place));
                }
                return rows.size();
              });
      done += last;
    } while (last > 0);
    return done;
  }
}
