package dev.slipway.broker.store;

import dev.slipway.database.Database;

/** All rows of a broker. */
public record Ledger(
    Database database,
    Instances instances,
    Bindings bindings,
    Operations operations,
    Remains remains) {
  /**
   * Those of a database.
   *
   * @param owner the name of this process, which no other process has or had
   */
  public static Ledger of(Database database, String owner) {
    return new Ledger(
        database,
        new Instances(database),
        new Bindings(database),
        new Operations(database, owner),
        new Remains(database));
  }
}
