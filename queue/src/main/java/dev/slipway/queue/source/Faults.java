package dev.slipway.queue.source;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a submission, so that all of it is told at once. */
final class Faults {
  private static final int MOST = 50;

  private final List<String> found = new ArrayList<>();

  void add(String key, String why) {
    if (found.size() < MOST) {
      found.add("`" + key + "`: " + why.replaceAll("\\p{Cntrl}", "?"));
    }
  }

  void throwIfAny() throws QueueException {
    if (!found.isEmpty()) {
      throw new QueueException(Code.INVALID, String.join("\n", found));
    }
  }

  /** A value as a message shows it. */
  static String quoted(String value) {
    return "`" + (value.length() > 100 ? value.substring(0, 100) + "…" : value) + "`";
  }
}
