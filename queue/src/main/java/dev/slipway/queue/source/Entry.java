package dev.slipway.queue.source;

import java.io.IOException;
import java.io.InputStream;

/**
 * Something in an archive, as the archive has it.
 *
 * @param executable whether its owner may run it
 * @param target where a link leads; empty otherwise
 */
record Entry(String name, Kind kind, boolean executable, String target) {
  /** What it is. */
  enum Kind {
    FILE,
    FOLDER,
    LINK,
    /** A hard link, a device, a pipe, a file with holes: nothing that a definition has. */
    OTHER
  }

  /** Takes what an archive has, in its order. */
  interface Taker {
    /** Takes one; the content is a file's, and empty otherwise. */
    void take(Entry entry, InputStream content) throws IOException;
  }
}
