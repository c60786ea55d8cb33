package dev.slipway.queue.dispatch;

import dev.slipway.database.Database;
import dev.slipway.queue.BuildRequest;
import dev.slipway.queue.artifact.Keys;
import dev.slipway.queue.artifact.Storage;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.event.NewEvent;
import dev.slipway.queue.store.Artifacts;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Events;
import dev.slipway.queue.store.Leases;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Gives sources to whoever has a build's lease, and takes what the build leaves. Only while the
 * lease lasts: what comes later changes nothing.
 */
public final class Deliveries {
  private final Database database;
  private final Storage storage;
  private final BuildService service;
  private final Clock clock;

  /** Those of a service. */
  public Deliveries(Database database, Storage storage, BuildService service, Clock clock) {
    this.database = database;
    this.storage = storage;
    this.service = service;
    this.clock = clock;
  }

  /**
   * What opens a build's files.
   *
   * @param token as the job has it
   */
  public record Lease(long build, int attempt, String token) {
    /** Without the token. */
    @Override
    public String toString() {
      return "attempt " + attempt + " of build " + build;
    }
  }

  /**
   * A file that a build leaves.
   *
   * @param kind see {@link Artifacts.Row}
   */
  public record Parcel(String name, String kind, long size, String sha256) {}

  /** The lease is over, or was never that worker's. */
  public static final class NotYours extends IOException {
    NotYours(Lease lease) {
      super(lease + " is not yours any more");
    }
  }

  /** Sees that a lease lasts. */
  public void check(Lease lease) throws NotYours {
    if (!service.opens(lease.build(), lease.attempt(), lease.token())) {
      throw new NotYours(lease);
    }
  }

  /** Which source a build is made from. */
  public BuildRequest.Source source(Lease lease) throws NotYours {
    check(lease);
    return database
        .read(handle -> Builds.get(handle, lease.build()))
        .orElseThrow(() -> new NotYours(lease))
        .request()
        .source();
  }

  /** Opens a source's tar. */
  public InputStream open(BuildRequest.Source source) throws IOException {
    return storage.read(Keys.source(source.sha256()), 0, source.size());
  }

  /**
   * Takes a file that comes as a stream.
   *
   * @return whether it is the file that was announced; it is not kept otherwise
   */
  public boolean put(Lease lease, Parcel parcel, InputStream content) throws IOException {
    check(lease);
    String key = Keys.artifact(lease.build(), lease.attempt(), parcel.name());
    if (!storage.put(key, content, parcel.size()).equals(parcel.sha256())) {
      storage.remove(key);
      return false;
    }
    note(lease, parcel, key);
    return true;
  }

  /** Takes a file of this machine, which may be gone afterwards. */
  public void take(Lease lease, String kind, Path file, String sha256) throws IOException {
    check(lease);
    String name = String.valueOf(file.getFileName());
    Parcel parcel = new Parcel(name, kind, Files.size(file), sha256);
    String key = Keys.artifact(lease.build(), lease.attempt(), name);
    storage.take(key, file, sha256);
    note(lease, parcel, key);
  }

  private void note(Lease lease, Parcel parcel, String key) throws IOException {
    Instant now = clock.instant();
    Artifacts.Row row =
        new Artifacts.Row(
            lease.build(),
            parcel.name(),
            parcel.kind(),
            parcel.size(),
            parcel.sha256(),
            lease.attempt(),
            now);
    boolean noted =
        database.write(handle -> {
          String hash = Desk.sha256(lease.token());
          if (!Leases.opens(handle, lease.build(), lease.attempt(), hash)) {
            return false; // It was lost while the file was on its way.
          }
          Artifacts.put(handle, row);
          Milestone said = new Milestone.Artifact(row.name(), row.size(), row.sha256());
          Events.add(handle, lease.build(), List.of(NewEvent.of(now, said)));
          return true;
        });
    if (!noted) {
      storage.remove(key);
      throw new NotYours(lease);
    }
    service.changed(lease.build());
  }
}
