package dev.slipway.release.store;

import dev.slipway.process.Event;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import dev.slipway.release.manifest.Part;
import dev.slipway.release.source.Fingerprint;
import dev.slipway.release.verify.PartCheck;
import dev.slipway.release.verify.Verification;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The archives of one upload that have come, are right, and are on disk. */
final class Arrivals implements Delivery.Taker {
  private final String release;
  private final Staging staging;
  private final InstantSource clock;
  private final Event.Listener listener;
  private final Map<Part, Arrival> arrived = new HashMap<>();

  Arrivals(String release, Staging staging, InstantSource clock, Event.Listener listener) {
    this.release = release;
    this.staging = staging;
    this.clock = clock;
    this.listener = listener;
  }

  /** An archive in a file of its own. */
  record Arrival(Path file, String sha256, long size) {}

  @Override
  public void take(Part part, InputStream archive) throws IOException {
    Instant began = clock.instant();
    listener.on(new Event.Started(part.title(), Fingerprint.shown(part.fingerprint())));
    Path file = staging.file("part-" + arrived.size());
    String sha256 = copy(archive, file);
    Digest strongest = part.digests().strongest();
    boolean right =
        strongest.algorithm() == Algorithm.SHA256
            ? strongest.hex().equals(sha256)
            : Digest.of(strongest.algorithm(), file).equals(strongest);
    if (!right) {
      throw new ReleaseException(
          Code.WRONG_DIGEST,
          part.entry()
              + " of "
              + release
              + " has another checksum than its release.MF says; fetch or create the release"
              + " anew");
    }
    check(part, file);
    arrived.put(part, new Arrival(file, sha256, Files.size(file)));
    Duration took = Duration.between(began, clock.instant());
    listener.on(new Event.Finished(part.title(), Event.Outcome.DONE, took));
  }

  private static String copy(InputStream archive, Path file) throws IOException {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        DigestOutputStream out =
            new DigestOutputStream(Channels.newOutputStream(channel), Algorithm.SHA256.begin())) {
      archive.transferTo(out);
      channel.force(true);
      return HexFormat.of().formatHex(out.getMessageDigest().digest());
    }
  }

  private void check(Part part, Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      Verification found =
          PartCheck.check(part, in, Files.size(file), release + "/" + part.entry());
      found.refuseErrors();
      found
          .warnings()
          .forEach(
              w -> listener.on(new Event.Warning(part.title(), w.file() + ": " + w.message())));
    }
  }

  Optional<Arrival> find(Part part) {
    return Optional.ofNullable(arrived.get(part));
  }
}
