package dev.slipway.disk.tree;

import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The directories that are still to be read, for several threads. */
final class ReadingList {
  private final Deque<Entry> entries = new ArrayDeque<>();
  private int busy;
  private boolean stopped;

  /**
   * A directory.
   *
   * @param raw its path's bytes
   * @param into what takes its files; only the thread that has the entry changes it
   */
  record Entry(Path path, byte[] raw, Directory into) {}

  synchronized void add(Entry entry) {
    entries.push(entry);
    notify();
  }

  /** The next directory, waiting for one where others may still find some; null at the end. */
  synchronized @Nullable Entry take() throws InterruptedIOException {
    while (entries.isEmpty() && busy > 0 && !stopped) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while files were read");
      }
    }
    if (stopped || entries.isEmpty()) {
      return null;
    }
    busy++;
    return entries.pop();
  }

  /** Says that a directory that was taken has been read. */
  synchronized void done() {
    busy--;
    if (busy == 0) {
      notifyAll();
    }
  }

  /** Ends all reading. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }
}
