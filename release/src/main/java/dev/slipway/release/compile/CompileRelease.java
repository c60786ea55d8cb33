package dev.slipway.release.compile;

import dev.slipway.process.Event;
import dev.slipway.release.digest.Algorithm;
import dev.slipway.release.digest.Digest;
import dev.slipway.release.digest.Digests;
import dev.slipway.release.manifest.ReleaseManifest;
import dev.slipway.release.manifest.ReleaseManifest.CompiledBuild;
import dev.slipway.release.manifest.ReleaseManifest.PackageBuild;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Compiles a release's packages, those that need not wait for each other side by side. */
public final class CompileRelease {
  /** Changes where packages are compiled in another way than before. */
  private static final String WAY = "slipway compiled package 1";

  private final Workshop workshop;
  private final CompiledCache cache;
  private final Path work;
  private final InstantSource clock;
  private final Event.Listener events;

  /**
   * With what it needs.
   *
   * @param work an empty folder, on the cache's file system; the result needs it
   */
  public CompileRelease(
      Workshop workshop,
      CompiledCache cache,
      Path work,
      InstantSource clock,
      Event.Listener events) {
    this.workshop = workshop;
    this.cache = cache;
    this.work = work;
    this.clock = clock;
    this.events = events;
  }

  /**
   * Compiles a release.
   *
   * @param tarball a release with sources
   * @param jobs how many packages are compiled at a time
   * @throws dev.slipway.release.ReleaseException for what the user can do something about
   */
  public CompiledRelease compile(Path tarball, int jobs) throws IOException, InterruptedException {
    SourceRelease source =
        SourceRelease.read(tarball, Files.createDirectory(work.resolve("release")));
    Dependencies dependencies = Dependencies.of(source.manifest().packages());
    events.on(planned(dependencies));
    Map<String, Path> archives = new ConcurrentHashMap<>();
    Set<String> cached = ConcurrentHashMap.newKeySet();
    Files.createDirectory(work.resolve("packages"));
    new InOrder(
            dependencies,
            one -> {
              if (compile(one, source, dependencies, archives) == Event.Outcome.CACHED) {
                cached.add(one.name());
              }
            })
        .run(jobs);
    cache.prune();
    return result(source, archives, cached);
  }

  private static Event planned(Dependencies dependencies) {
    return new Event.Planned(
        "plan",
        dependencies.all().stream()
            .map(p ->
                new Event.Node(
                    Packaging.title(p),
                    "Compile " + p.name(),
                    dependencies.direct(p).stream().map(Packaging::title).toList()))
            .toList());
  }

  private Event.Outcome compile(
      PackageBuild one, SourceRelease source, Dependencies dependencies, Map<String, Path> archives)
      throws IOException, InterruptedException {
    String step = Packaging.title(one);
    Path folder = Files.createDirectory(work.resolve("packages").resolve(one.name()));
    String key = key(one, dependencies);
    Optional<Path> kept = cache.find(key, folder.resolve("cached.tgz"));
    if (kept.isPresent()) {
      archives.put(one.name(), kept.get());
      events.on(new Event.Finished(step, Event.Outcome.CACHED, Duration.ZERO));
      return Event.Outcome.CACHED;
    }
    Instant began = clock.instant();
    events.on(new Event.Started(step, "Compile " + one.name()));
    List<Packaging.Dependency> needed = new ArrayList<>();
    for (PackageBuild each : dependencies.direct(one)) {
      needed.add(new Packaging.Dependency(each, get(archives, each)));
    }
    try {
      Path compiled =
          new Packaging(workshop, one, folder)
              .compile(
                  source.archive(one.digests()),
                  needed,
                  line -> events.on(new Event.Output(step, line)));
      archives.put(one.name(), cache.keep(key, compiled, folder.resolve("kept")));
    } catch (IOException e) {
      // One that is ended because another has failed has not failed itself.
      if (!Thread.currentThread().isInterrupted()) {
        events.on(new Event.Failed(step, String.valueOf(e.getMessage())));
      }
      throw e;
    }
    events.on(
        new Event.Finished(step, Event.Outcome.DONE, Duration.between(began, clock.instant())));
    return Event.Outcome.DONE;
  }

  private String key(PackageBuild one, Dependencies dependencies) {
    String all =
        String.join(
            "\n",
            WAY,
            one.name(),
            one.fingerprint(),
            dependencies.key(one),
            workshop.stemcell().digest());
    return Digest.of(Algorithm.SHA256, all.getBytes(StandardCharsets.UTF_8)).hex();
  }

  private static Path get(Map<String, Path> archives, PackageBuild one) {
    Path archive = archives.get(one.name());
    if (archive == null) {
      throw new IllegalStateException(one.name() + " is not compiled yet");
    }
    return archive;
  }

  private CompiledRelease result(
      SourceRelease source, Map<String, Path> compiled, Set<String> cached) throws IOException {
    ReleaseManifest of = source.manifest();
    Map<String, Path> archives = new HashMap<>(source.archives());
    List<CompiledBuild> builds = new ArrayList<>();
    for (PackageBuild each : of.packages()) {
      Path archive = get(compiled, each);
      Digests digests = Digests.of(Digest.of(Algorithm.SHA256, archive));
      archives.put(digests.toString(), archive);
      builds.add(
          new CompiledBuild(
              each.name(),
              each.fingerprint(),
              digests,
              workshop.stemcell().toString(),
              each.dependencies()));
    }
    List<String> names = of.packages().stream().map(PackageBuild::name).toList();
    return new CompiledRelease(
        new ReleaseManifest(
            of.name(),
            of.version(),
            of.commit(),
            of.changed(),
            of.jobs(),
            List.of(),
            builds,
            of.license()),
        workshop.stemcell(),
        names.stream().filter(n -> !cached.contains(n)).toList(),
        names.stream().filter(cached::contains).toList(),
        archives);
  }
}
