package dev.slipway.release.store;

import dev.slipway.database.Database;
import dev.slipway.process.Event;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.manifest.Part;
import dev.slipway.release.manifest.ReleaseManifest;
import dev.slipway.release.source.Fingerprint;
import dev.slipway.release.store.Arrivals.Arrival;
import dev.slipway.release.store.Uploaded.Outcome;
import dev.slipway.release.verify.ManifestCheck;
import dev.slipway.release.version.Version;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Brings one release into a store. Archives are written beside the shelf and checked first; then,
 * in one transaction, which is also the lock of all who change the store, they are put on the shelf
 * and the rows are written. Whoever is killed leaves archives without rows, which are nothing.
 */
final class Upload {
  private final Database database;
  private final Shelf shelf;
  private final InstantSource clock;
  private final Event.Listener listener;
  private final Delivery delivery;
  private final Wish wish;
  private final ReleaseManifest manifest;
  private final Map<Part, PartKey> keys;
  private final List<Part> parts;

  Upload(
      Database database,
      Shelf shelf,
      InstantSource clock,
      Event.Listener listener,
      Delivery delivery,
      Wish wish)
      throws IOException {
    this.database = database;
    this.shelf = shelf;
    this.clock = clock;
    this.listener = listener;
    this.delivery = delivery;
    this.wish = wish;
    this.manifest = delivery.manifest();
    this.parts = Part.of(manifest);
    this.keys = PartKey.of(parts);
  }

  Uploaded run(Staging staging) throws IOException, InterruptedException {
    named();
    ManifestCheck.check(manifest, delivery.name() + "/release.MF").refuseErrors();
    Arrivals arrivals = new Arrivals(delivery.name(), staging, clock, listener);
    while (true) {
      Decision decision = database.read(h -> Decision.of(new Rows(h), manifest, wish));
      if (!decision.isWork()) {
        return ended(decision, 0);
      }
      List<Part> wanted = wanted(arrivals);
      delivery.deliver(wanted, arrivals);
      for (Part each : wanted) {
        if (arrivals.find(each).isEmpty()) {
          throw new ReleaseException(
              Code.BAD_ARCHIVE,
              delivery.name()
                  + " has no "
                  + each.entry()
                  + ", and the store does not have it either; create the release anew");
        }
      }
      // Empty where another one took a part out meanwhile that was there before.
      Optional<Uploaded> done = database.write(h -> keep(h, arrivals));
      if (done.isPresent()) {
        return done.get();
      }
    }
  }

  private void named() throws ReleaseException {
    boolean other =
        wish.name().filter(n -> !n.equals(manifest.name())).isPresent()
            || wish.version().filter(v -> !v.toString().equals(manifest.version())).isPresent();
    if (other) {
      throw new ReleaseException(
          Code.INVALID,
          delivery.name()
              + " is "
              + manifest.name()
              + "/"
              + manifest.version()
              + ", not the release that --name and --version say");
    }
  }

  /** What the store does not have, or is to get again. */
  private List<Part> wanted(Arrivals arrivals) throws IOException {
    return database.read(handle -> {
      List<Part> wanted = new ArrayList<>();
      for (Part each : parts) {
        boolean there = !wish.fix() && kept(new Rows(handle), each).isPresent();
        if (there) {
          listener.on(new Event.Started(each.title(), Fingerprint.shown(each.fingerprint())));
          listener.on(new Event.Finished(each.title(), Event.Outcome.CACHED, Duration.ZERO));
        } else if (arrivals.find(each).isEmpty()) {
          wanted.add(each);
        }
      }
      return wanted;
    });
  }

  private PartKey key(Part part) {
    PartKey key = keys.get(part);
    if (key == null) {
      throw new IllegalStateException("no key of " + part.title());
    }
    return key;
  }

  private Optional<Rows.Kept> kept(Rows rows, Part part) throws IOException {
    Optional<Rows.Kept> kept = rows.part(key(part));
    return kept.isPresent() && shelf.has(kept.get().archive(), kept.get().size())
        ? kept
        : Optional.empty();
  }

  private Optional<Uploaded> keep(Handle handle, Arrivals arrivals) throws IOException {
    Rows rows = new Rows(handle);
    Decision decision = Decision.of(rows, manifest, wish);
    if (!decision.isWork()) {
      return Optional.of(ended(decision, 0));
    }
    Instant began = clock.instant();
    listener.on(new Event.Started("store", "store " + manifest.name()));
    int stored = 0;
    for (Part each : parts) {
      Optional<Arrival> arrival = arrivals.find(each);
      boolean there = kept(rows, each).isPresent();
      if (!there && arrival.isEmpty()) {
        return Optional.empty();
      }
      if (arrival.isPresent() && (!there || wish.fix())) {
        shelf.put(arrival.get().file(), arrival.get().sha256());
        rows.put(key(each), each.digests(), arrival.get().sha256(), arrival.get().size());
        listener.on(new Event.Progress("store", ++stored, parts.size(), "parts"));
      }
    }
    release(rows, decision);
    listener.on(new Event.Progress("store", parts.size(), parts.size(), "parts"));
    Duration took = Duration.between(began, clock.instant());
    listener.on(new Event.Finished("store", Event.Outcome.DONE, took));
    return Optional.of(ended(decision, stored));
  }

  private void release(Rows rows, Decision decision) {
    Version version = decision.version();
    long id = rows.release(manifest, version, clock.instant());
    int ordinal = 0;
    if (decision.outcome() == Outcome.REPLACED) {
      rows.clear(id);
    } else {
      ordinal = decision.existing().map(e -> e.parts().size()).orElse(0);
    }
    for (Part each : parts) {
      rows.add(id, each, rows.part(key(each)).orElseThrow().id(), ordinal);
      ordinal++;
    }
  }

  private Uploaded ended(Decision decision, int stored) {
    return new Uploaded(
        decision.outcome(),
        manifest.name() + "/" + decision.version(),
        stored,
        parts.size() - stored);
  }
}
