package dev.slipway.release.store;

import dev.slipway.database.Database;
import dev.slipway.definition.source.Nearest;
import dev.slipway.process.Event;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.create.Tarball;
import dev.slipway.release.digest.Digests;
import dev.slipway.release.manifest.ReleaseManifest;
import dev.slipway.release.store.Uploaded.Outcome;
import dev.slipway.release.version.Version;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Releases in a folder: archives by their checksums, and an SQLite database that says which release
 * has which. It takes releases as a director does: a part that is there already, by its
 * fingerprint, is not stored twice. Several programs can use it at once.
 */
public final class ReleaseStore implements AutoCloseable {
  private static final String MIGRATIONS = "dev/slipway/release/store/migrations";

  private final Path folder;
  private final Database database;
  private final Shelf shelf;
  private final InstantSource clock;
  private final Supplier<UUID> ids;
  private final Event.Listener listener;

  private ReleaseStore(
      Path folder,
      Database database,
      InstantSource clock,
      Supplier<UUID> ids,
      Event.Listener listener) {
    this.folder = folder;
    this.database = database;
    this.shelf = new Shelf(folder.resolve("archives"));
    this.clock = clock;
    this.ids = ids;
    this.listener = listener;
  }

  /**
   * Opens a store; makes one of a folder that is not there, or is empty.
   *
   * @param ids names for what is under way, each another
   * @param listener is told what uploads do
   */
  public static ReleaseStore open(
      Path folder, InstantSource clock, Supplier<UUID> ids, Event.Listener listener)
      throws IOException {
    Files.createDirectories(folder);
    String url = "jdbc:sqlite:" + folder.toAbsolutePath().resolve("store.db");
    return new ReleaseStore(folder, Database.open(url, MIGRATIONS), clock, ids, listener);
  }

  /** All releases by their names, the newest version of each first. */
  public List<StoredRelease> list() {
    return database.read(h -> new Rows(h).releases());
  }

  /**
   * A release.
   *
   * @param version the newest unless there is one
   * @throws ReleaseException with {@link Code#UNKNOWN} where there is none
   */
  public StoredRelease find(String name, Optional<Version> version) throws ReleaseException {
    List<StoredRelease> all = named(name);
    return all.stream()
        .filter(r -> version.isEmpty() || r.version().equals(version.get()))
        .findFirst()
        .orElseThrow(() ->
            new ReleaseException(
                Code.UNKNOWN,
                "the store has no version "
                    + version.orElseThrow()
                    + " of "
                    + name
                    + "; there are "
                    + versions(all)));
  }

  private List<StoredRelease> named(String name) throws ReleaseException {
    List<StoredRelease> all = database.read(h -> new Rows(h).named(name));
    if (all.isEmpty()) {
      List<String> names = list().stream().map(StoredRelease::name).distinct().toList();
      throw new ReleaseException(
          Code.UNKNOWN, "the store has no release " + name + Nearest.hint(name, names));
    }
    return all;
  }

  private static String versions(List<StoredRelease> all) {
    return String.join(", ", all.stream().map(r -> r.version().toString()).toList());
  }

  /**
   * Brings a release in. It is there whole afterwards, or nothing is.
   *
   * @throws ReleaseException with {@link Code#CONFLICT} where its version is there with other
   *     contents
   */
  public Uploaded upload(Delivery delivery, Wish wish) throws IOException, InterruptedException {
    if (wish.digests().isPresent() && delivery instanceof TarballDelivery tarball) {
      wish.digests().get().check(tarball.file(), tarball.name());
    }
    try (Staging staging = staging()) {
      return new Upload(database, shelf, clock, listener, delivery, wish).run(staging);
    }
  }

  /** The same of a tarball that a server has; one that is there already is not fetched. */
  public Uploaded upload(URI url, RemoteFile remote, Wish wish)
      throws IOException, InterruptedException {
    if (wish.name().isPresent() && wish.version().isPresent() && !wish.fix() && !wish.rebase()) {
      Optional<StoredRelease> there =
          database.read(h -> new Rows(h).find(wish.name().get(), wish.version().get()));
      if (there.isPresent()) {
        return new Uploaded(Outcome.SKIPPED, there.get().title(), 0, there.get().parts().size());
      }
    }
    try (Staging staging = staging()) {
      String name = RemoteFile.name(url);
      Path file = staging.file("tarball");
      remote.fetch(url, file, listener);
      if (wish.digests().isPresent()) {
        wish.digests().get().check(file, name);
      }
      Delivery delivery = new TarballDelivery(file, Files.size(file), name);
      return new Upload(database, shelf, clock, listener, delivery, wish).run(staging);
    }
  }

  /** Nobody else makes or sweeps one as long as this transaction lasts. */
  private Staging staging() throws IOException {
    Path incoming = folder.resolve("incoming");
    return database.write(h -> Staging.begin(incoming, ids.get().toString()));
  }

  /** Writes a release as one file, in our form, with its parts' bytes as they came. */
  public void download(StoredRelease release, Path file) throws IOException {
    write(release, release.manifest(), file);
  }

  /** Writes some of a release as one file. */
  public void export(StoredRelease release, Selection selection, Path file) throws IOException {
    write(release, selection.of(release), file);
  }

  private void write(StoredRelease release, ReleaseManifest manifest, Path file)
      throws IOException {
    Map<Digests, StoredPart> stored = new HashMap<>();
    release.parts().forEach(p -> stored.put(p.part().digests(), p));
    Tarball.write(
        manifest,
        digests -> {
          StoredPart found = stored.get(digests);
          if (found == null) {
            throw new IllegalStateException(release.title() + " has no " + digests);
          }
          return shelf.checked(found);
        },
        file);
  }

  /** A part's archive, whose checksum was found right. */
  public Path archive(StoredPart part) throws IOException {
    return shelf.checked(part);
  }

  /**
   * Removes a release, and all archives that no other one has.
   *
   * @param version all of them unless there is one
   * @param force whether all of several versions may go, and none need be there
   * @return what was removed
   * @throws ReleaseException with {@link Code#UNKNOWN} where there is none, with {@link
   *     Code#CONFLICT} where there are several and none is named
   */
  public List<StoredRelease> remove(String name, Optional<Version> version, boolean force)
      throws IOException {
    if (!force) {
      find(name, version);
    }
    List<StoredRelease> removed =
        database.write(h -> {
          Rows rows = new Rows(h);
          List<StoredRelease> found = new ArrayList<>(rows.named(name));
          found.removeIf(r -> version.isPresent() && !r.version().equals(version.get()));
          if (found.size() > 1 && !force) {
            throw new ReleaseException(
                Code.CONFLICT,
                name
                    + " has the versions "
                    + versions(found)
                    + "; name one, or remove all with --force");
          }
          found.forEach(rows::remove);
          return List.copyOf(found);
        });
    // Only now: what is deleted comes back no more, and rows do until they are committed.
    database.write(h -> {
      shelf.sweep(new Rows(h).archives());
      return true;
    });
    return removed;
  }

  @Override
  public void close() {
    database.close();
  }
}
