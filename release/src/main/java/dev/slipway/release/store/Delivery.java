package dev.slipway.release.store;

import dev.slipway.release.manifest.Part;
import dev.slipway.release.manifest.ReleaseManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** A release on its way into a store: what it consists of, and its parts' archives. */
public sealed interface Delivery permits TarballDelivery, BuildsDelivery {
  /** What it is, for messages: {@code redis.tgz}. */
  String name();

  /** What it consists of. */
  ReleaseManifest manifest() throws IOException;

  /** Hands over those archives that it has of the wanted ones. */
  void deliver(Collection<Part> wanted, Taker taker) throws IOException, InterruptedException;

  /** Takes archives. */
  interface Taker {
    /** Takes one, reading it to its end. */
    void take(Part part, InputStream archive) throws IOException;
  }

  /** A tarball; nothing in it has to be trusted. */
  static Delivery ofTarball(Path file) throws IOException {
    return new TarballDelivery(file, Files.size(file), String.valueOf(file.getFileName()));
  }
}
