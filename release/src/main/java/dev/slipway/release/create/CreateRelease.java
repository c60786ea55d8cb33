package dev.slipway.release.create;

import dev.slipway.process.Event;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.blobs.TransferBlobs;
import dev.slipway.release.blobstore.Steps;
import dev.slipway.release.blobstore.Transfers;
import dev.slipway.release.cache.ArchiveCache;
import dev.slipway.release.create.Builds.Built;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.directory.GitState;
import dev.slipway.release.directory.ReleaseConfig;
import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.manifest.ManifestReader;
import dev.slipway.release.manifest.ReleaseManifest;
import dev.slipway.release.source.Fingerprint;
import dev.slipway.release.source.JobSource;
import dev.slipway.release.source.PackageSource;
import dev.slipway.release.source.ReleaseSource;
import dev.slipway.release.version.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Makes a release of a release directory. */
public final class CreateRelease {
  private final ReleaseDirectory directory;
  private final ArchiveCache cache;
  private final Transfers transfers;
  private final InstantSource clock;
  private final Supplier<UUID> ids;
  private final Event.Listener listener;

  /** With the archives made before, the way to the blob store, and what makes it repeatable. */
  public CreateRelease(
      ReleaseDirectory directory,
      ArchiveCache cache,
      Transfers transfers,
      InstantSource clock,
      Supplier<UUID> ids,
      Event.Listener listener) {
    this.directory = directory;
    this.cache = cache;
    this.transfers = transfers;
    this.clock = clock;
    this.ids = ids;
    this.listener = listener;
  }

  /** The same where there is no blob store, and so nothing to fetch. */
  public CreateRelease(
      ReleaseDirectory directory,
      ArchiveCache cache,
      InstantSource clock,
      Supplier<UUID> ids,
      Event.Listener listener) {
    this(directory, cache, Transfers.nowhere(cache, listener), clock, ids, listener);
  }

  /**
   * What is wanted.
   *
   * @param name another than the directory's
   * @param version another than the next
   * @param stamped whether the version has the time instead of the next number
   * @param force whether changes that are not committed are let in
   * @param tarball where to write all of it as one file
   */
  public record Wish(
      Optional<String> name,
      Optional<Version> version,
      boolean stamped,
      boolean force,
      Algorithm algorithm,
      Optional<Path> tarball) {}

  /**
   * Makes one for development.
   *
   * @throws ReleaseException with {@link Code#CONFLICT} also where another program makes one now
   */
  public ReleaseManifest create(Wish wish) throws IOException, InterruptedException {
    try (Turn _ = Turn.take(directory, cache)) {
      return createDev(wish);
    }
  }

  private ReleaseManifest createDev(Wish wish) throws IOException, InterruptedException {
    GitState git = git(wish);
    String name = name(wish);
    ReleaseIndex dev = ReleaseIndex.read(directory.devReleases(), name);
    ReleaseIndex ended = ReleaseIndex.read(directory.finalReleases(), name);
    Version version = wish.version().isPresent() ? wish.version().get() : next(dev, ended, wish);
    return create(dev, name, version, git, wish, manifest -> {});
  }

  /**
   * Makes a final one. Archives of new builds go to the blob store first, each before the line that
   * says where it is; the release's own lines come last. Wherever this is stopped, it can be run
   * again.
   */
  public ReleaseManifest createFinal(Wish wish) throws IOException, InterruptedException {
    try (Turn _ = Turn.take(directory, cache)) {
      return createNextFinal(wish);
    }
  }

  private ReleaseManifest createNextFinal(Wish wish) throws IOException, InterruptedException {
    GitState git = git(wish);
    transfers.check();
    String name = name(wish);
    ReleaseIndex ended = ReleaseIndex.read(directory.finalReleases(), name);
    Version version = wish.version().isPresent() ? wish.version().get() : nextFinal(ended);
    if (version.isDev()) {
      throw new ReleaseException(
          Code.INVALID, version + " is a version for development; a final one is like 2 or 2.1");
    }
    FinalBuilds builds = new FinalBuilds(directory, cache, transfers, clock, listener);
    return create(ended, name, version, git, wish, builds::keep);
  }

  /**
   * Makes a tarball of a release that there is already, of archives that are in the cache or in the
   * blob store.
   *
   * @param file of the release: {@code releases/redis/redis-2.yml}
   */
  public ReleaseManifest recreate(Path file, Optional<Path> tarball)
      throws IOException, InterruptedException {
    ReleaseManifest manifest = ManifestReader.read(file);
    new FetchParts(directory, cache, transfers, new Steps(clock, listener))
        .fetch(Part.of(manifest));
    if (tarball.isPresent()) {
      try (Tarball begun = Tarball.begin(manifest, cache, tarball.get())) {
        begun.keep();
      }
    }
    return manifest;
  }

  /** What has to be done before a release is written down. */
  private interface Before {
    void take(ReleaseManifest manifest) throws IOException, InterruptedException;
  }

  private ReleaseManifest create(
      ReleaseIndex index, String name, Version version, GitState git, Wish wish, Before before)
      throws IOException, InterruptedException {
    if (index.has(version)) {
      throw new ReleaseException(
          Code.CONFLICT, "release " + name + " has a version " + version + " already");
    }
    new TransferBlobs(directory, cache, transfers, clock, listener).sync();
    ReleaseManifest manifest = manifest(name, version, git, wish.algorithm());
    before.take(manifest);
    if (wish.tarball().isEmpty()) {
      index.add(version, manifest, ids);
      return manifest;
    }
    // Before its lines, so that where the tarball finds no room the directory is as it was.
    try (Tarball tarball = Tarball.begin(manifest, cache, wish.tarball().get())) {
      index.add(version, manifest, ids);
      tarball.keep();
    }
    return manifest;
  }

  private GitState git(Wish wish) throws IOException, InterruptedException {
    GitState git = GitState.of(directory);
    if (git.isDirty() && !wish.force()) {
      throw new ReleaseException(
          Code.CONFLICT,
          "changes are not committed (commit them, or take them in with --force):\n  "
              + String.join("\n  ", git.changes()));
    }
    return git;
  }

  private String name(Wish wish) throws ReleaseException {
    String preset = ReleaseConfig.read(directory).name();
    return wish.name().orElse(preset);
  }

  private static Version nextFinal(ReleaseIndex ended) throws ReleaseException {
    Optional<Version> newest = ended.newest();
    return newest.isPresent() ? newest.get().nextFinal() : Version.FIRST_FINAL;
  }

  private Version next(ReleaseIndex dev, ReleaseIndex ended, Wish wish) throws ReleaseException {
    Optional<Version> newest = dev.newest();
    if (ended.newest().isPresent()
        && (newest.isEmpty() || ended.newest().get().compareTo(newest.get()) > 0)) {
      newest = ended.newest();
    }
    Version next = Version.nextDev(newest);
    return wish.stamped() ? next.stamped(clock.instant().getEpochSecond()) : next;
  }

  private ReleaseManifest manifest(String name, Version version, GitState git, Algorithm algorithm)
      throws IOException, InterruptedException {
    ReleaseSource source = ReleaseSource.read(directory);
    boolean compressed = ReleaseConfig.read(directory).compressed();
    Builds builds = new Builds(directory, cache, transfers, algorithm, compressed, clock, listener);
    List<Resource> resources = new ArrayList<>();
    for (JobSource job : source.jobs()) {
      resources.add(resource(job));
    }
    for (PackageSource one : source.packages()) {
      resources.add(resource(one));
    }
    if (!source.license().isEmpty()) {
      String fingerprint = Fingerprint.of(source.license(), List.of());
      resources.add(
          new Resource(
              "license", "licence", fingerprint, source.license(), Optional.empty(), false));
    }
    Map<String, Built> built = all(builds, resources);
    return new ReleaseManifest(
        name,
        version.toString(),
        git.commit(),
        git.isDirty(),
        source.jobs().stream().map(j -> job(j, built)).toList(),
        source.packages().stream().map(p -> onePackage(p, built)).toList(),
        List.of(),
        Optional.ofNullable(built.get("license"))
            .map(b -> new ReleaseManifest.LicenseBuild(b.resource().fingerprint(), b.digests())),
        compressed);
  }

  private static Resource resource(JobSource job) throws IOException {
    return new Resource(
        "jobs/" + job.name(),
        "job " + job.name(),
        job.fingerprint(),
        job.files(),
        Optional.empty(),
        false);
  }

  private static Resource resource(PackageSource one) throws IOException {
    return new Resource(
        "packages/" + one.name(),
        "package " + one.name(),
        one.fingerprint(),
        one.files(),
        one.prePackaging(),
        one.vendored().isPresent());
  }

  private static ReleaseManifest.JobBuild job(JobSource job, Map<String, Built> built) {
    Built one = of(built, "jobs/" + job.name());
    return new ReleaseManifest.JobBuild(
        job.name(), one.resource().fingerprint(), one.digests(), job.packageNames());
  }

  private static ReleaseManifest.PackageBuild onePackage(
      PackageSource p, Map<String, Built> built) {
    Built one = of(built, "packages/" + p.name());
    return new ReleaseManifest.PackageBuild(
        p.name(), one.resource().fingerprint(), one.digests(), p.dependencyNames());
  }

  private static Built of(Map<String, Built> built, String folder) {
    Built one = built.get(folder);
    if (one == null) {
      throw new IllegalStateException("nothing was built for " + folder);
    }
    return one;
  }

  /** As many side by side as there are processors. */
  private static Map<String, Built> all(Builds builds, List<Resource> resources)
      throws IOException, InterruptedException {
    int processors = Runtime.getRuntime().availableProcessors();
    Map<String, Built> built = new HashMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(processors)) {
      List<Future<Built>> running = new ArrayList<>();
      for (Resource each : resources) {
        running.add(threads.submit(() -> builds.build(each)));
      }
      try {
        for (Future<Built> each : running) {
          Built one = each.get();
          built.put(one.resource().folder(), one);
        }
      } catch (ExecutionException e) {
        threads.shutdownNow();
        if (e.getCause() instanceof IOException cause) {
          throw cause;
        }
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        threads.shutdownNow();
        throw e;
      }
    }
    return built;
  }
}
