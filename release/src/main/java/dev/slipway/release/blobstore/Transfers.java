package dev.slipway.release.blobstore;

import dev.slipway.process.Event;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.cache.ArchiveCache;
import dev.slipway.release.digest.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Moves files to and from a blob store: tries again where that may help, goes on where a transfer
 * broke off, and lets nothing through that has another checksum. Opens the store when it is needed
 * first. Threads may share it.
 */
public final class Transfers implements AutoCloseable {
  private static final int TRIES = 5;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final long LARGEST = 64L << 30;

  private final Opening opening;
  private final ArchiveCache cache;
  private final Supplier<UUID> ids;
  private final Sleeper sleeper;
  private final Event.Listener listener;
  private @Nullable Blobstore opened;

  /** With the cache that downloads go to, and with what makes it repeatable. */
  public Transfers(
      Opening opening,
      ArchiveCache cache,
      Supplier<UUID> ids,
      Sleeper sleeper,
      Event.Listener listener) {
    this.opening = opening;
    this.cache = cache;
    this.ids = ids;
    this.sleeper = sleeper;
    this.listener = listener;
  }

  /** Where there is no blob store: what is not in the cache is nowhere. */
  public static Transfers nowhere(ArchiveCache cache, Event.Listener listener) {
    return new Transfers(
        () -> {
          throw new ReleaseException(Code.UNREACHABLE, "there is no blob store to go to");
        },
        cache,
        UUID::randomUUID,
        time -> {},
        listener);
  }

  /** Opens a blob store. */
  public interface Opening {
    Blobstore open() throws IOException;
  }

  /** Waits. */
  public interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * An object that is wanted.
   *
   * @param step what it is, which events are told of
   * @param size in bytes, where that is known
   */
  public record Wanted(String step, String id, Digests digests, OptionalLong size) {}

  /** Opens the store, and fails where none is configured. */
  public void check() throws IOException {
    Blobstore _ = store();
  }

  /**
   * An object's file in the cache; fetched where it is not there.
   *
   * @throws ReleaseException where it is not in the store, is another, or does not come
   */
  public Path fetch(Wanted wanted) throws IOException, InterruptedException {
    Optional<Path> kept = cache.find(wanted.digests());
    if (kept.isPresent()) {
      return kept.get();
    }
    Blobstore store = store();
    Path begun = cache.begin();
    try {
      Counting counting = new Counting(wanted, listener);
      retry("fetch", wanted.step(), () -> get(store, wanted, begun, counting));
      return cache.keep(begun, wanted.digests());
    } finally {
      Files.deleteIfExists(begun);
    }
  }

  private void get(Blobstore store, Wanted wanted, Path begun, Counting counting)
      throws IOException, InterruptedException {
    boolean whole = Files.size(begun) == 0;
    store.get(wanted.id(), begun, wanted.size().orElse(LARGEST), counting);
    try {
      wanted.digests().check(begun, wanted.step() + " (object " + wanted.id() + ")");
    } catch (ReleaseException e) {
      if (whole) {
        throw e;
      }
      // Its parts may be of two objects: once more from the beginning.
      Files.write(begun, new byte[0]);
      counting.restart();
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Keeps a file in the store, and gives its new id. */
  public String upload(String step, Path file) throws IOException, InterruptedException {
    Blobstore store = store();
    String id = ids.get().toString();
    retry("upload", step, () -> store.put(id, file));
    return id;
  }

  private interface Try {
    void run() throws IOException, InterruptedException;
  }

  private void retry(String what, String step, Try once) throws IOException, InterruptedException {
    String title = step.startsWith(what) ? step : what + " " + step;
    for (int i = 1; ; i++) {
      try {
        once.run();
        return;
      } catch (ReleaseException e) {
        throw e;
      } catch (IOException e) {
        if (i == TRIES) {
          throw new ReleaseException(
              Code.UNREACHABLE,
              "cannot %s: %s (tried %d times); run the command again when the blob store is back"
                  .formatted(title, e.getMessage(), TRIES),
              e);
        }
        Duration pause = PAUSE.multipliedBy(1L << (i - 1));
        listener.on(
            new Event.Warning(
                step, e.getMessage() + "; trying again in " + pause.toSeconds() + " s"));
        sleeper.sleep(pause);
      }
    }
  }

  private synchronized Blobstore store() throws IOException {
    Blobstore store = opened;
    if (store == null) {
      store = opening.open();
      opened = store;
    }
    return store;
  }

  @Override
  public synchronized void close() {
    if (opened != null) {
      opened.close();
    }
  }
}
