package dev.slipway.queue.retention;

import dev.slipway.database.Database;
import dev.slipway.queue.artifact.Keys;
import dev.slipway.queue.artifact.Storage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes definitions' tars that no build needs: nobody can retry what was disposed of. */
public final class UnneededSources {
  private static final Logger LOG = LoggerFactory.getLogger(UnneededSources.class);

  /** An upload waits so long for somebody to submit it. */
  private static final Duration WAITING = Duration.ofDays(1);

  private final Database database;
  private final Storage storage;

  /** Those of a storage. */
  public UnneededSources(Database database, Storage storage) {
    this.database = database;
    this.storage = storage;
  }

  void remove(Instant now) {
    try {
      Set<String> needed = needed();
      for (Storage.Stored each : storage.list(Keys.SOURCES)) {
        boolean old = each.modified().plus(WAITING).isBefore(now);
        // Asked for once more, so that a build that has just come is seen.
        if (old && !needed.contains(each.key()) && !needed().contains(each.key())) {
          storage.remove(each.key());
        }
      }
    } catch (IOException e) {
      LOG.warn("sources cannot be removed now; trying again in an hour", e);
    }
  }

  private Set<String> needed() {
    return database.read(handle ->
        handle
            .createQuery("SELECT DISTINCT source FROM build WHERE disposed = 0")
            .mapTo(String.class)
            .map(Keys::source)
            .collect(Collectors.toSet()));
  }
}
