package dev.slipway.queue.store;

import dev.slipway.database.Database;
import dev.slipway.queue.BuildRequest;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The storage's disk. It is promised to builds that run: whatever is claimed has room until its
 * end. Those in the queue are promised nothing and may be any number. What is promised is not
 * written down anywhere but in the builds' own rows: an attempt's end, whatever that is, gives it
 * back.
 */
public final class Room {
  /** Any number that nothing else in the database takes. */
  private static final long LOCK = 0x736c6970L;

  /** How much a storage takes. */
  public interface Free {
    /** Bytes that it takes yet; {@link Long#MAX_VALUE} where nobody knows. */
    long bytes() throws IOException;
  }

  private final Database database;
  private final Free free;

  /** A storage's. */
  public Room(Database database, Free free) {
    this.database = database;
    this.free = free;
  }

  /**
   * Sees that builds could run if they were alone.
   *
   * @throws QueueException where one needs more than is free: waiting for others would not help it
   */
  public void check(List<BuildRequest> requests) throws QueueException {
    long there = free();
    for (BuildRequest each : requests) {
      if (each.space() > there) {
        throw new QueueException(
            Code.SPACE,
            "`%s` needs %s of disk, and the storage has %s free; free disk on the server"
                .formatted(each.name(), mib(each.space()), mib(there)));
      }
    }
  }

  /**
   * What is free and not promised to builds that run, in bytes. As long as the transaction lasts
   * nobody else is told, so that a build may be started with it.
   */
  public long left(Handle handle) {
    lock(handle);
    long promised =
        handle
            .createQuery("SELECT coalesce(sum(space), 0) FROM build WHERE state = 'running'")
            .mapTo(Long.class)
            .one();
    // Looked at after the rows: what a build has written is seen before its end gives room back.
    long there = free();
    return there == Long.MAX_VALUE ? there : there - promised;
  }

  /** Has others wait who ask what is left: two transactions would count the same room. */
  public void lock(Handle handle) {
    // SQLite has one writer at a time anyway.
    if (!database.isSqlite() && free() != Long.MAX_VALUE) {
      handle
          .createQuery("SELECT 1 FROM pg_advisory_xact_lock(:lock)")
          .bind("lock", LOCK)
          .mapTo(Integer.class)
          .one();
    }
  }

  private long free() {
    try {
      return free.bytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the storage does not say how much it takes", e);
    }
  }

  private static String mib(long bytes) {
    return "%,d MiB".formatted(bytes >> 20);
  }
}
