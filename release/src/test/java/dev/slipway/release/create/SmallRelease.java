package dev.slipway.release.create;

import dev.slipway.process.Event;
import dev.slipway.release.blobstore.Blobstore;
import dev.slipway.release.blobstore.Blobstores;
import dev.slipway.release.blobstore.Transfers;
import dev.slipway.release.cache.ArchiveCache;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.version.Version;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** A release directory with a job, packages, a licence, and a folder as its blob store. */
public final class SmallRelease {
  /** When everything happens. */
  public static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

  private final Path folder;
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
  private ArchiveCache cache;

  /** In a folder that is not there yet. */
  public SmallRelease(Path folder, String name) throws IOException {
    this.folder = folder;
    this.cache = new ArchiveCache(folder.resolveSibling("cache"));
    write(
        "config/final.yml",
        "name: " + name + "\nblobstore: {provider: local, options: {blobstore_path: ../store}}\n");
    write("LICENSE", "do what you like\n");
    write("src/a/code.c", "int main() { return 0; }\n");
    onePackage("base", "");
    onePackage("app", "base");
    write("jobs/app/spec", "name: app\ntemplates: {run: bin/run}\npackages: [app]\n");
    write("jobs/app/monit", "");
    write("jobs/app/templates/run", "#!/bin/sh\n");
  }

  /** Adds a package, or changes what it needs. */
  public void onePackage(String name, String needed) throws IOException {
    write(
        "packages/" + name + "/spec",
        "name: " + name + "\ndependencies: [" + needed + "]\nfiles: [a/*]\n");
    write("packages/" + name + "/packaging", "set -e\necho " + name + "\n");
  }

  /** Writes a file of it. */
  public void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Forgets all archives, as another machine has none. */
  public void onAnotherMachine() throws IOException {
    cache = new ArchiveCache(Files.createTempDirectory(folder.getParent(), "cache"));
  }

  /** Uses the archives of another. */
  public void use(ArchiveCache other) {
    cache = other;
  }

  public ReleaseDirectory directory() {
    return new ReleaseDirectory(folder);
  }

  public ArchiveCache cache() {
    return cache;
  }

  /** What has happened. */
  public List<Event> events() {
    return List.copyOf(events);
  }

  /** Its blob store. */
  public Blobstore store() throws IOException {
    return new Blobstores(Map.of(), ProxySelector.of(null), CLOCK).open(directory());
  }

  /** The way to its blob store. */
  public Transfers transfers() {
    return transfers(this::store, UUID::randomUUID);
  }

  /** The same to another, or with other ids. */
  public Transfers transfers(Transfers.Opening opening, Supplier<UUID> ids) {
    return new Transfers(opening, cache, ids, time -> {}, events::add);
  }

  /** What makes releases of it. */
  public CreateRelease create() {
    return create(transfers(), UUID::randomUUID);
  }

  /** The same with a way of a test's own. */
  public CreateRelease create(Transfers transfers, Supplier<UUID> ids) {
    return new CreateRelease(directory(), cache, transfers, CLOCK, ids, events::add);
  }

  /** What makes builds of it final. */
  public FinalBuilds builds() {
    return new FinalBuilds(directory(), cache, transfers(), CLOCK, events::add);
  }

  /** Nothing special. */
  public static CreateRelease.Wish wish() {
    return wish(Optional.empty(), Optional.empty());
  }

  /** A version, or a tarball. */
  public static CreateRelease.Wish wish(Optional<Version> version, Optional<Path> tarball) {
    return new CreateRelease.Wish(
        Optional.empty(), version, false, true, Algorithm.SHA256, tarball);
  }
}
