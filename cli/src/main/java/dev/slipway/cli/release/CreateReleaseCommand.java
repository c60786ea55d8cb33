package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.release.blobstore.Transfers;
import dev.slipway.release.cache.ArchiveCache;
import dev.slipway.release.create.CreateRelease;
import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.manifest.ReleaseManifest;
import dev.slipway.release.verify.Verification;
import dev.slipway.release.verify.VerifyDirectory;
import dev.slipway.release.version.Version;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway release create}. */
@Command(
    name = "create",
    description = "Makes a release of a release directory.",
    footer = {
      "",
      "What has not changed is not archived again. The same files make the same release, byte for"
          + " byte, wherever that is done.",
      "Examples:",
      "  slipway release create --force --tarball redis.tgz",
      "  slipway release create --final --version 2 --tarball redis-2.tgz",
      "  slipway release create releases/redis/redis-1.yml --tarball redis-1.tgz"
    })
final class CreateReleaseCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  /** By hand: the usual ones come with a --version of their own, or not at all. */
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  boolean help;

  @Mixin private DirectoryOption directory = new DirectoryOption();
  @Mixin private CacheOption cache = new CacheOption();
  @Mixin private DigestOption digest = new DigestOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "MANIFEST",
      description =
          "A release that there is already, of archives that are in the cache or in the blob"
              + " store: releases/redis/redis-2.yml.")
  private @Nullable Path manifest;

  @Option(
      names = "--final",
      description = "Make a final release: its builds go to the blob store, for good.")
  private boolean isFinal;

  @Option(names = "--force", description = "Take changes in that are not committed.")
  private boolean force;

  @Option(names = "--name", paramLabel = "NAME", description = "Another name than the directory's.")
  private @Nullable String name;

  @Option(names = "--version", paramLabel = "V", description = "This version, not the next.")
  private @Nullable String version;

  @Option(
      names = "--timestamp-version",
      description = "Number the version by the time: 0+dev.1795766400.")
  private boolean stamped;

  @Option(names = "--tarball", paramLabel = "FILE", description = "Write all of it as one file.")
  private @Nullable Path tarball;

  @Option(
      names = "--no-verify",
      description = "Take what `slipway release verify` finds wrong for right.")
  private boolean unverified;

  @Option(names = "--json", description = "Print progress and the release as JSON lines.")
  private boolean json;

  CreateReleaseCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    check();
    if (manifest == null && !unverified) {
      verify();
    }
    ReleaseManifest made;
    ReleaseDirectory release = directory.directory(surroundings);
    ArchiveCache archives = cache.cache(surroundings);
    try (Progress progress = Progress.of(surroundings, json, false);
        Transfers transfers =
            new StoreAccess(surroundings, archives, progress).transfers(release)) {
      made =
          make(
              new CreateRelease(
                  release, archives, transfers, surroundings.clock(), UUID::randomUUID, progress));
    }
    if (json) {
      surroundings.out().println(Json.line(fields(made)));
    } else {
      surroundings.out().println(made.name() + "/" + made.version());
    }
    return 0;
  }

  private void check() {
    if (manifest != null && (isFinal || stamped || name != null || version != null)) {
      throw new UsageException(
          "MANIFEST names a release that there is; only --tarball goes with it");
    }
    if (isFinal && stamped) {
      throw new UsageException("--timestamp-version is for development; leave it or --final out");
    }
  }

  private ReleaseManifest make(CreateRelease create) throws Exception {
    if (manifest != null) {
      return create.recreate(surroundings.folder().resolve(manifest), wish().tarball());
    }
    return isFinal ? create.createFinal(wish()) : create.create(wish());
  }

  private void verify() throws Exception {
    Verification found;
    try (ParsedTemplates templates =
        new ParsedTemplates(surroundings.cacheFolder().resolve("templates"))) {
      found = new VerifyDirectory(templates).verify(directory.directory(surroundings));
    }
    found.warnings().forEach(surroundings.err()::println);
    found.refuseErrors();
  }

  private CreateRelease.Wish wish() throws Exception {
    return new CreateRelease.Wish(
        Optional.ofNullable(name),
        version == null ? Optional.empty() : Optional.of(Version.parse(version)),
        stamped,
        force,
        digest.algorithm(),
        Optional.ofNullable(tarball).map(surroundings.folder()::resolve));
  }

  private Map<String, Object> fields(ReleaseManifest made) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", made.name());
    fields.put("version", made.version());
    fields.put("commit", made.commit());
    fields.put("uncommittedChanges", made.changed());
    fields.put("tarball", tarball == null ? null : tarball.toString());
    return fields;
  }
}
