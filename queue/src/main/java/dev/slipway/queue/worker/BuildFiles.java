package dev.slipway.queue.worker;

import dev.slipway.queue.protocol.ToWorker;
import java.io.IOException;
import java.nio.file.Path;

/** Gets builds' sources, and brings what builds leave to where it is kept. */
public interface BuildFiles {
  /** Gets the source's tar. */
  void source(ToWorker.Job job, Path to) throws IOException, InterruptedException;

  /**
   * Brings an artifact. The file is not needed afterwards, and may be gone.
   *
   * @param kind a format's name, or {@code sbom}, {@code provenance}, {@code lock}, {@code
   *     definition}, {@code record}
   * @param sha256 of the file, which was computed when it was written
   * @throws IOException where it cannot be brought, or the lease is over
   */
  void artifact(ToWorker.Job job, Path file, String kind, String sha256)
      throws IOException, InterruptedException;
}
