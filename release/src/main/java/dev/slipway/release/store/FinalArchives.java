package dev.slipway.release.store;

import dev.slipway.release.digest.Digests;
import java.io.IOException;
import java.nio.file.Path;

/** Fetches archives of final builds from the blob store of the release directory. */
public interface FinalArchives {
  /**
   * An archive whose checksum was found right.
   *
   * @param blob its id in the blob store
   * @param what it is, for messages: {@code package redis}
   */
  Path fetch(String blob, Digests digests, String what) throws IOException, InterruptedException;
}
