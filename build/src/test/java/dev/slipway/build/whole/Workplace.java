package dev.slipway.build.whole;

import dev.slipway.build.ImageBuilder;
import dev.slipway.build.cache.Cache;
import dev.slipway.build.cache.Trees;
import dev.slipway.build.catalog.Catalog;
import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.build.debian.Fetcher;
import dev.slipway.build.lock.Lock;
import dev.slipway.build.lock.LockFile;
import dev.slipway.build.lock.LockedPackage;
import dev.slipway.build.lock.Locking;
import dev.slipway.build.mirror.SmallMirror;
import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.definition.reader.DefinitionReader;
import dev.slipway.process.Event;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A definition's folder, a cache and a catalog of one test. Packages are fetched from their mirrors
 * once for all tests and kept below target/, with the lock that names them.
 */
public final class Workplace implements AutoCloseable {
  /** The script that a new workplace has. */
  static final String SCRIPT =
      "#!/bin/sh\nset -e\necho \"made by $SLIPWAY_NAME\" > /etc/issue.slipway\n";

  private static final Path SHARED = Path.of("target", "test-packages").toAbsolutePath();

  private static Optional<String> reference = Optional.empty();

  private final Path root;
  private Path cache;
  private Path images;
  private Instant now = Instant.parse("2026-03-01T00:00:00Z");
  private Optional<Integer> proxy = Optional.empty();

  /** What the last build told. */
  final List<Event> events = new CopyOnWriteArrayList<>();

  /** A workplace with the example's definition and the shared packages. */
  public static Workplace create() throws IOException, InterruptedException {
    provideShared();
    Workplace workplace = new Workplace(Files.createTempDirectory("slipway-workplace"));
    // Others than root may look in, which a test of an ordinary user's needs.
    Files.setPosixFilePermissions(workplace.root, PosixFilePermissions.fromString("rwxr-xr-x"));
    workplace.write();
    workplace.linkArchive();
    workplace.useSharedLock();
    return workplace;
  }

  /** The SHA-256 of the disk that this definition and the shared lock must always give. */
  static synchronized String reference() throws IOException, InterruptedException {
    if (reference.isEmpty()) {
      try (Workplace other = create()) {
        other.build();
      }
    }
    return reference.orElseThrow();
  }

  private Workplace(Path root) {
    this.root = root;
    this.cache = root.resolve("cache");
    this.images = root.resolve("images");
  }

  /** Keeps steps' results below another folder; packages are still the shared ones. */
  void cacheIn(Path folder) throws IOException {
    cache = folder;
    Files.createSymbolicLink(folder.resolve("archive"), SHARED.resolve("archive"));
  }

  /** Puts images into another folder. */
  void imagesIn(Path folder) {
    images = folder;
  }

  void useSharedLock() throws IOException {
    Files.copy(
        SHARED.resolve("slipway.lock"),
        folder().resolve("slipway.lock"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static synchronized void provideShared() throws IOException, InterruptedException {
    if (Files.exists(SHARED.resolve("whole"))) {
      return;
    }
    try (Workplace first = new Workplace(Files.createTempDirectory("slipway-packages"))) {
      first.write();
      Files.createDirectories(SHARED.resolve("archive"));
      Files.createDirectories(first.cache());
      Files.createSymbolicLink(first.cache().resolve("archive"), SHARED.resolve("archive"));
      first.now = Instant.parse("2026-02-01T12:00:00Z");
      first.build(Locking.UPDATE);
      Files.copy(
          first.folder().resolve("slipway.lock"),
          SHARED.resolve("slipway.lock"),
          StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(SHARED.resolve("whole"), "");
    }
  }

  private void write() throws IOException {
    Files.createDirectories(folder());
    write("motd", "Welcome.\n");
    script(SCRIPT);
    define("");
  }

  /** The definition, which is the example's, with more lines. */
  void define(String more) throws IOException {
    define("[raw]", more);
  }

  /** The definition, with these formats and more lines. */
  void define(String formats, String more) throws IOException {
    write(
        "slipway.yml",
        """
        name: web
        version: "1"
        architectures: [amd64]
        base:
          debian: bookworm
        kernel: cloud
        packages: [dbus, iproute2, openssh-server]
        files:
          - source: motd
            path: /etc/motd
        scripts: [script.sh]
        """
            + ("formats: " + formats + "\n")
            + (more.contains("disk:") ? "" : "disk:\n  size: 2GiB\n")
            + more);
  }

  void script(String text) throws IOException {
    write("script.sh", text);
  }

  void write(String name, String text) throws IOException {
    Files.writeString(folder().resolve(name), text);
  }

  public Path folder() {
    return root.resolve("definition");
  }

  Path cache() {
    return cache;
  }

  Path images() {
    return images;
  }

  Path raw() {
    return images().resolve("web_v1.amd64.raw");
  }

  public Lock lock() throws IOException {
    return LockFile.read(folder().resolve("slipway.lock")).get("amd64");
  }

  /** Another time of the build; the image's own time is the lock's. */
  void at(Instant time) {
    now = time;
  }

  /** Downloads go through a server on this port of loopback. */
  void through(int port) {
    proxy = Optional.of(port);
  }

  /** The shared packages under the names of this cache's own; copies, where they must be. */
  private void linkArchive() throws IOException {
    Path archive = Files.createDirectories(cache().resolve("archive"));
    try (Stream<Path> packages = Files.list(SHARED.resolve("archive"))) {
      for (Path each : packages.filter(p -> p.toString().endsWith(".deb")).toList()) {
        Path here = archive.resolve(each.getFileName());
        if (Files.getFileStore(SHARED).equals(Files.getFileStore(archive))) {
          Files.createLink(here, each);
        } else {
          Files.copy(each, here);
        }
      }
    }
  }

  Definition definition() {
    DefinitionReader.Result result = new DefinitionReader(Architecture.AMD64).read(folder());
    return result
        .definition()
        .orElseThrow(() -> new IllegalStateException(result.diagnostics().toString()));
  }

  ImageRecord build() throws IOException, InterruptedException {
    return build(Locking.KEEP);
  }

  ImageRecord build(Locking locking) throws IOException, InterruptedException {
    events.clear();
    try (Cache cache = open()) {
      ImageRecord image = builder(cache).build(order(locking), new Catalog(images()), events::add);
      if (reference.isEmpty() && Files.readString(folder().resolve("script.sh")).equals(SCRIPT)) {
        reference = Optional.of(image.artifact("raw").orElseThrow().sha256());
      }
      return image;
    }
  }

  Cache open() throws IOException {
    return Cache.open(cache(), Long.MAX_VALUE, clock());
  }

  ImageBuilder.Order order(Locking locking) {
    return new ImageBuilder.Order(definition(), Architecture.AMD64, List.of(), locking, false);
  }

  ImageBuilder builder(Cache cache) {
    ProxySelector selector =
        ProxySelector.of(proxy.map(p -> new InetSocketAddress("127.0.0.1", p)).orElse(null));
    return new ImageBuilder(
        cache,
        new Fetcher(selector),
        Map.of(),
        clock(),
        (_, _, _) -> List.of(),
        "slipway of the tests");
  }

  /** A package's file in this cache's archive. */
  public Path deb(LockedPackage locked) {
    return cache.resolve("archive").resolve(locked.sha256() + ".deb");
  }

  /** A mirror, and proxy to any, that has the shared packages. */
  SmallMirror mirror() throws IOException {
    SmallMirror mirror = new SmallMirror();
    for (LockedPackage each : lock().packages()) {
      mirror.put(
          URI.create(lock().url(each)).getPath(),
          SHARED.resolve("archive").resolve(each.sha256() + ".deb"));
    }
    return mirror;
  }

  private Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  /** The steps that were really made. */
  List<String> made() {
    return events.stream()
        .filter(e -> e instanceof Event.Finished f && f.outcome() == Event.Outcome.DONE)
        .map(Event::step)
        .toList();
  }

  List<String> started() {
    return events.stream().filter(Event.Started.class::isInstance).map(Event::step).toList();
  }

  /** What a half-done build would leave. */
  List<Path> leftovers() throws IOException {
    List<Path> left = new java.util.ArrayList<>();
    try (Stream<Path> staging = Files.list(cache().resolve("staging"))) {
      left.addAll(staging.toList());
    }
    if (Files.isDirectory(images())) {
      try (Stream<Path> files = Files.list(images())) {
        left.addAll(files.filter(Workplace::isLeftover).toList());
      }
    }
    return left;
  }

  /** What has a dot is on its way; but the lock stays where it is. */
  static boolean isLeftover(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && !name.equals(".lock");
  }

  @Override
  public void close() throws IOException {
    Trees.delete(root);
  }
}
