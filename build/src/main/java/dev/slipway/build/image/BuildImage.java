package dev.slipway.build.image;

import dev.slipway.build.BuildException;
import dev.slipway.build.ImageBuilder;
import dev.slipway.build.cache.Cache;
import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.cache.Staging;
import dev.slipway.build.catalog.Artifact;
import dev.slipway.build.catalog.Catalog;
import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.build.debian.Archive;
import dev.slipway.build.debian.Repositories;
import dev.slipway.build.debian.Repository;
import dev.slipway.build.debian.Resolver;
import dev.slipway.build.debian.WantedPackages;
import dev.slipway.build.lock.Lock;
import dev.slipway.build.lock.LockFile;
import dev.slipway.build.lock.Locking;
import dev.slipway.build.plan.Runner;
import dev.slipway.build.plan.Step;
import dev.slipway.build.sandbox.ForeignPrograms;
import dev.slipway.context.guest.GuestSide;
import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.process.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One build of one image: lock, plan, steps, catalog. */
public final class BuildImage {
  private static final String RESOLVE = "resolve";

  private final ImageBuilder builder;
  private final Definition definition;
  private final Architecture architecture;
  private final ImageBuilder.Order order;
  private final Catalog catalog;
  private final Event.Listener events;
  private final Archive archive;
  private String definitionSha256 = "";

  /** A build that tells of itself as events. */
  public BuildImage(
      ImageBuilder builder, ImageBuilder.Order order, Catalog catalog, Event.Listener events) {
    this.builder = builder;
    this.order = order;
    this.definition = order.definition();
    this.architecture = order.architecture();
    this.catalog = catalog;
    this.events = events;
    this.archive =
        new Archive(cache().root().resolve("archive"), builder.fetcher(), builder.clock());
  }

  private Cache cache() {
    return builder.cache();
  }

  private String baseName() {
    return definition.imageName() + "." + architecture.debianName();
  }

  /** Builds. */
  public ImageRecord build() throws IOException, InterruptedException {
    Instant started = builder.clock().instant();
    definitionSha256 = Fingerprint.sha256(definition.file());
    checkPrograms();
    Lock lock = lock();
    Path workshop = catalog.folder().resolve(".making");
    try (Staging aside = Staging.createBelow(workshop)) {
      Optional<ImageRecord> before = catalog.get(baseName());
      Artifacts artifacts = new Artifacts(catalog, before, baseName(), aside.result());
      ImagePlan plan = plan(lock, artifacts);
      refuseToReplaceWhatIsUsed(before, plan);
      events.on(planned(plan));
      new Runner(cache(), events).run(plan.last());
      history().write(plan.steps());
      refuseIfDefinitionChanged();
      Optional<ImageRecord> there = unchanged(before, plan, artifacts);
      if (there.isPresent()) {
        return there.get();
      }
      return new Publish(definition, architecture, lock, plan, artifacts, catalog, cache())
          .publish(builder.program(), started, builder.clock().instant());
    } finally {
      Staging.removeIfEmpty(workshop);
      prune();
    }
  }

  private static Event planned(ImagePlan plan) {
    return new Event.Planned(
        "plan",
        plan.steps().stream()
            .map(s ->
                new Event.Node(s.name(), s.title(), s.needs().stream().map(Step::name).toList()))
            .toList());
  }

  private void refuseIfDefinitionChanged() throws IOException {
    if (!Fingerprint.sha256(definition.file()).equals(definitionSha256)) {
      throw new BuildException(
          BuildException.Code.FILES,
          definition.file() + " changed while the image was built; run the command again");
    }
  }

  /** A cache that is too large for now is no reason for a build to fail. */
  private void prune() {
    try {
      cache().prune();
    } catch (IOException | UncheckedIOException e) {
      events.on(new Event.Warning("cache", "it could not be made smaller: " + e.getMessage()));
    }
  }

  /**
   * An overlay over a disk that becomes another one would be worthless without anybody's notice.
   */
  private void refuseToReplaceWhatIsUsed(Optional<ImageRecord> before, ImagePlan plan)
      throws IOException {
    if (before.isEmpty()) {
      return;
    }
    for (Output output : plan.outputs()) {
      Optional<Artifact> old = before.get().artifact(output.format());
      if (old.isPresent() && !old.get().fingerprint().equals(output.fingerprint().id())) {
        catalog.refuseIfUsed(before.get());
        return;
      }
    }
  }

  /** Before anything is fetched for an architecture that cannot be built here. */
  private void checkPrograms() throws IOException, InterruptedException {
    String machine = System.getProperty("os.arch", "");
    if (Architecture.ofMachine(machine).filter(a -> a == architecture).isEmpty()) {
      try (Staging staging = cache().stage()) {
        ForeignPrograms.check(architecture, staging.folder());
      }
    }
  }

  /** The image as it is in the catalog, where nothing of it was made anew. */
  private Optional<ImageRecord> unchanged(
      Optional<ImageRecord> before, ImagePlan plan, Artifacts artifacts) throws IOException {
    for (Output output : plan.outputs()) {
      if (artifacts.there(output).isEmpty()) {
        return Optional.empty();
      }
    }
    return before
        .filter(r -> r.artifacts().size() == plan.outputs().size())
        .filter(catalog::isWhole)
        .filter(r -> hasTests(r, plan));
  }

  private boolean hasTests(ImageRecord image, ImagePlan plan) {
    try {
      return plan.test().isEmpty() || plan.test().get().results(cache()).equals(image.tests());
    } catch (IOException e) {
      return false;
    }
  }

  /** Says what {@link #build} would do. */
  public List<PlannedStep> plan() throws IOException {
    Optional<Lock> lock =
        order.locking() == Locking.UPDATE
            ? Optional.empty()
            : lockInForce(LockFile.read(lockFile()));
    List<PlannedStep> planned = new ArrayList<>();
    if (lock.isEmpty()) {
      String reason =
          order.locking() == Locking.UPDATE
              ? "--update asks for it"
              : Files.exists(lockFile())
                  ? "the definition asks for other packages than "
                      + lockFile().getFileName()
                      + " has"
                  : "there is no " + lockFile().getFileName() + " yet";
      planned.add(
          new PlannedStep(
              RESOLVE,
              "Resolve the packages; what comes after depends on them",
              Optional.empty(),
              Optional.of(reason)));
      return planned;
    }
    planned.add(
        new PlannedStep(
            RESOLVE,
            "Resolve the packages: as " + lockFile().getFileName() + " has them",
            Optional.of(lock.get().inputs().substring(0, 12)),
            Optional.empty()));
    Artifacts artifacts =
        new Artifacts(catalog, catalog.get(baseName()), baseName(), catalog.folder());
    ImagePlan plan = plan(lock.get(), artifacts);
    for (Step step : plan.steps()) {
      boolean done = step.isDone(cache());
      planned.add(
          new PlannedStep(
              step.name(),
              step.title(),
              Optional.of(step.fingerprint().id().substring(0, 12)),
              done ? Optional.empty() : Optional.of(history().reason(step))));
    }
    return planned;
  }

  /** The fingerprint of the disk that a build from the lock in force would write. */
  String disk() throws IOException {
    Optional<Lock> lock = lockInForce(LockFile.read(lockFile()));
    if (lock.isEmpty()) {
      return "";
    }
    Artifacts artifacts =
        new Artifacts(catalog, catalog.get(baseName()), baseName(), catalog.folder());
    return plan(lock.get(), artifacts).disk().fingerprint().id();
  }

  private ImagePlan plan(Lock lock, Artifacts artifacts) throws IOException {
    return ImagePlan.of(
        definition,
        architecture,
        lock,
        order.formats(),
        order.test(),
        new ImagePlan.Means(archive, artifacts, builder.tester(), builder.environment()));
  }

  private History history() {
    return new History(
        cache().root().resolve("history"), definition.file(), architecture.debianName());
  }

  private Path lockFile() {
    return definition.folder().resolve("slipway.lock");
  }

  private Lock lock() throws IOException, InterruptedException {
    SortedMap<String, Lock> locks = LockFile.read(lockFile());
    Optional<Lock> inForce = lockInForce(locks);
    if (inForce.isPresent() && order.locking() != Locking.UPDATE) {
      events.on(new Event.Finished(RESOLVE, Event.Outcome.CACHED, Duration.ZERO));
      return inForce.get();
    }
    if (order.locking() == Locking.LOCKED) {
      throw new BuildException(
          BuildException.Code.LOCK,
          locks.containsKey(architecture.debianName())
              ? lockFile()
                  + " was made for other packages than the definition asks for; build without"
                  + " --locked to resolve them"
              : lockFile()
                  + " has nothing for "
                  + architecture.debianName()
                  + "; build without --locked to make it");
    }
    Lock lock = resolve();
    // Another architecture's build may have written its part meanwhile.
    try (FileChannel channel =
            FileChannel.open(
                history().lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      SortedMap<String, Lock> all = new TreeMap<>(LockFile.read(lockFile()));
      all.put(architecture.debianName(), lock);
      LockFile.write(lockFile(), all);
    }
    return lock;
  }

  private Optional<Lock> lockInForce(SortedMap<String, Lock> locks) throws IOException {
    String inputs = inputs();
    return Optional.ofNullable(locks.get(architecture.debianName()))
        .filter(lock -> lock.inputs().equals(inputs));
  }

  private Lock resolve() throws IOException, InterruptedException {
    events.on(new Event.Started(RESOLVE, "Resolve the packages"));
    long begun = System.nanoTime();
    List<Repository> repositories = Repositories.of(definition);
    Map<String, String> proxies = new TreeMap<>(builder.environment());
    proxies.keySet().retainAll(List.of("http_proxy", "https_proxy", "no_proxy"));
    String sources = repositories + architecture.debianName();
    Path folder =
        cache()
            .root()
            .resolve("apt")
            .resolve(Fingerprint.sha256(sources.getBytes(StandardCharsets.UTF_8)).substring(0, 16));
    try {
      Lock lock =
          new Resolver(folder, proxies, builder.clock())
              .resolve(
                  architecture.debianName(),
                  repositories,
                  wanted(),
                  WantedPackages.ofTools(definition, architecture),
                  inputs(),
                  line -> events.on(new Event.Output(RESOLVE, line)));
      events.on(
          new Event.Finished(
              RESOLVE, Event.Outcome.DONE, Duration.ofNanos(System.nanoTime() - begun)));
      return lock;
    } catch (IOException e) {
      events.on(new Event.Failed(RESOLVE, String.valueOf(e.getMessage())));
      throw e;
    }
  }

  private List<String> wanted() {
    return WantedPackages.ofImage(definition, architecture, GuestSide.packages());
  }

  /** A digest of all that decides the packages. */
  private String inputs() throws IOException {
    Fingerprint.Builder inputs =
        Fingerprint.of("lock")
            .add("architecture", architecture.debianName())
            .add("image", String.join("\n", wanted()))
            .add("tools", String.join("\n", WantedPackages.ofTools(definition, architecture)));
    for (Repository r : Repositories.of(definition)) {
      inputs.add(r.name(), r.url() + " " + r.suites() + " " + r.components());
    }
    Optional<String> keyring = definition.base().keyring();
    if (keyring.isPresent()) {
      inputs.add("keyring", Fingerprint.sha256(definition.resolve(keyring.get())));
    }
    return inputs.build().id();
  }
}
