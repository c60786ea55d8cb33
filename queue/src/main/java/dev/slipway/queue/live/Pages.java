package dev.slipway.queue.live;

import dev.slipway.queue.live.Stored.Page;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Pages of one build's stored events. Who needs the one that somebody is just reading waits for
 * that, and one that somebody still holds is not read again: so it is read once for all who begin
 * together.
 */
final class Pages {
  /** Reads one. */
  interface Reader {
    Page after(long seq) throws InterruptedException;
  }

  /**
   * One that is being read.
   *
   * @param changes what {@link Topic} had counted when that began
   */
  private record Reading(long changes, CompletableFuture<Page> page) {}

  private final Reader reader;
  private final Map<Long, Reading> readings = new HashMap<>();
  private final Map<Long, WeakReference<Page>> read = new HashMap<>();

  Pages(Reader reader) {
    this.reader = reader;
  }

  /**
   * The page after an event.
   *
   * @param changes how many changes the caller knows of: what was read before them does not do
   */
  Page after(long seq, long changes) throws InterruptedException {
    Reading mine = new Reading(changes, new CompletableFuture<>());
    Reading others;
    synchronized (this) {
      Page there = held(seq);
      if (there != null) {
        return there;
      }
      others = readings.get(seq);
      if (others == null || others.changes() < changes) {
        readings.put(seq, mine);
        others = null;
      }
    }
    return others == null ? read(seq, mine) : await(others.page());
  }

  private @Nullable Page held(long seq) {
    WeakReference<Page> reference = read.get(seq);
    return reference == null ? null : reference.get();
  }

  private Page read(long seq, Reading mine) throws InterruptedException {
    try {
      Page page = reader.after(seq);
      keep(seq, page);
      mine.page().complete(page);
      return page;
    } catch (InterruptedException | RuntimeException e) {
      mine.page().completeExceptionally(e);
      throw e;
    } finally {
      synchronized (this) {
        readings.remove(seq, mine);
      }
    }
  }

  /** What is stored does not change, but there may be something after it by and by. */
  private synchronized void keep(long seq, Page page) {
    read.values().removeIf(r -> r.get() == null);
    if (!page.events().isEmpty()) {
      read.put(seq, new WeakReference<>(page));
    }
  }

  private Page await(CompletableFuture<Page> page) throws InterruptedException {
    try {
      return page.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      // Who has read was interrupted: this one's turn comes again.
      return new Page(java.util.List.of(), false);
    }
  }
}
