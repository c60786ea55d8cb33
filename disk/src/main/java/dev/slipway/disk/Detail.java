package dev.slipway.disk;

import java.util.List;

/**
 * Something that a format says of its file. Texts and names are as the file has them: what shows
 * them to people takes out what would steer a terminal.
 */
public sealed interface Detail {
  /** What it is, in lower-case words that are unique in a disk's details: {@code block size}. */
  String label();

  /** Words, a number without a unit, or an id. */
  record Text(String label, String text) implements Detail {}

  /** A number of bytes. */
  record Bytes(String label, long count) implements Detail {}

  /** Names, of files for instance. */
  record Names(String label, List<String> names) implements Detail {
    /** Keeps a copy of the list. */
    public Names {
      names = List.copyOf(names);
    }
  }
}
