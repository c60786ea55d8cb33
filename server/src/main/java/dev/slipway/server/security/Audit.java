package dev.slipway.server.security;

import dev.slipway.database.Database;
import dev.slipway.queue.store.AuditLog;
import dev.slipway.queue.store.AuditRow;
import java.time.Clock;

/** Notes who did what. What is noted is shown to administrators: nothing secret belongs there. */
public final class Audit {
  private static final int LONGEST = 500;

  private final Database database;
  private final Clock clock;

  /** An audit log in a database. */
  public Audit(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Notes what a caller did.
   *
   * @param action in words: {@code build cancelled}
   * @param object what was done to: a build's number, an account's name; may be empty
   * @param detail more of it for people; may be empty
   */
  public void note(Caller caller, String action, String object, String detail) {
    note(caller.account(), caller.address(), action, object, detail);
  }

  void note(String account, String address, String action, String object, String detail) {
    AuditRow entry =
        new AuditRow(0, clock.instant(), cut(account), address, action, cut(object), cut(detail));
    database.change(handle -> AuditLog.add(handle, entry));
  }

  /**
   * What strangers give as a name may be long, and may have in it what a database does not take.
   */
  private static String cut(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", " ");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST - 1) + "…";
  }
}
