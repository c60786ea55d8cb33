package dev.slipway.broker.mariadb;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import java.util.List;

/** Other sessions on the server. */
final class Sessions {
  private static final String OF =
      "SELECT ID FROM information_schema.PROCESSLIST WHERE USER = ? ORDER BY ID";
  private static final int LOOKS = 50;
  private static final long PAUSE_MILLIS = 100;

  private final Session session;

  Sessions(Session session) {
    this.session = session;
  }

  /** Ends a user's, and waits until they are over: the server only tells them to end. */
  void end(String user) throws BackendException {
    List<String> open = session.column(OF, user);
    for (int i = 0; !open.isEmpty(); i++) {
      if (i == LOOKS) {
        throw new BackendException(
            Kind.UNAVAILABLE, "sessions of `" + user + "` do not end: " + open);
      }
      for (String each : open) {
        session.runUnless(
            Fault.GONE, "KILL " + (session.isMariadb() ? "HARD " : "") + number(each));
      }
      pause();
      open = session.column(OF, user);
    }
  }

  private static long number(String id) {
    return Long.parseLong(id);
  }

  private static void pause() throws BackendException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException(Kind.UNAVAILABLE, "interrupted while sessions end", e);
    }
  }
}
