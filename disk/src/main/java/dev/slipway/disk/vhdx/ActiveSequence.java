package dev.slipway.disk.vhdx;

import dev.slipway.disk.file.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the entries that must be replayed (section 2.3.2). A sequence is made of entries that
 * follow each other in place and number; it counts when its newest entry's tail is one of them. Of
 * those that count, the one with the largest number is active.
 */
final class ActiveSequence {
  private final @Nullable LogEntry[] entries;
  private List<LogEntry> best = List.of();

  private ActiveSequence(Log log) throws IOException {
    this.entries = new LogEntry[log.sectors()];
    LogEntryReader reader = new LogEntryReader(log);
    for (int i = 0; i < entries.length; i++) {
      entries[i] = reader.read(i);
    }
  }

  /** The entries from the tail to the newest. */
  static List<LogEntry> find(Log log) throws IOException {
    ActiveSequence search = new ActiveSequence(log);
    search.run();
    if (search.best.isEmpty()) {
      throw Fault.at(
          log.file().name(),
          log.offset(),
          "log",
          "the file was not closed, and its log has nothing whole to repair it with");
    }
    return search.best;
  }

  private void run() {
    int start = 0;
    while (start < entries.length) {
      List<LogEntry> sequence = from(start);
      if (sequence.isEmpty()) {
        start++;
        continue;
      }
      consider(sequence);
      LogEntry head = sequence.getLast();
      int end = head.at() + head.sectors();
      // A sequence from one of these entries has the same head, and no tail that this one lacks.
      if (head.at() < start || end >= entries.length) {
        return;
      }
      start = end;
    }
  }

  private List<LogEntry> from(int start) {
    List<LogEntry> sequence = new ArrayList<>();
    LogEntry next = entries[start];
    while (next != null && sequence.size() < entries.length) {
      sequence.add(next);
      LogEntry following = entries[(next.at() + next.sectors()) % entries.length];
      boolean follows = following != null && following.sequence() == next.sequence() + 1;
      next = follows ? following : null;
    }
    return sequence;
  }

  private void consider(List<LogEntry> sequence) {
    LogEntry head = sequence.getLast();
    boolean newer =
        best.isEmpty() || Long.compareUnsigned(head.sequence(), best.getLast().sequence()) > 0;
    if (!newer) {
      return;
    }
    for (int i = 0; i < sequence.size(); i++) {
      if (sequence.get(i).at() == head.tail()) {
        best = List.copyOf(sequence.subList(i, sequence.size()));
        return;
      }
    }
  }
}
