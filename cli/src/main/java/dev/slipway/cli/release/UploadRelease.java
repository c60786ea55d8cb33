package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.image.EnvironmentProxies;
import dev.slipway.cli.terminal.Bytes;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.release.blobstore.Transfers;
import dev.slipway.release.cache.ArchiveCache;
import dev.slipway.release.digest.Digests;
import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.store.BuildsDelivery;
import dev.slipway.release.store.Delivery;
import dev.slipway.release.store.ReleaseStore;
import dev.slipway.release.store.RemoteFile;
import dev.slipway.release.store.Uploaded;
import dev.slipway.release.store.Wish;
import dev.slipway.release.version.Version;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway release upload}. */
@Command(
    name = "upload",
    description = "Brings a release into the release store.",
    footer = {
      "",
      "FILE is a tarball, or a release's yml in releases or dev_releases, whose archives come from",
      "the cache, else the blob store; DIR is a release directory, whose newest release is taken. What the store has",
      "already is not stored again.",
      "Example:",
      "  slipway release upload redis.tgz"
    })
final class UploadRelease implements Callable<Integer> {
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Surroundings surroundings;

  /** By hand: the usual ones come with a --version of their own, or not at all. */
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  boolean help;

  @Mixin private StoreOption store = new StoreOption();
  @Mixin private CacheOption cache = new CacheOption();

  @Parameters(paramLabel = "FILE|DIR|URL", description = "Where the release is.")
  private String source = "";

  @Option(
      names = "--rebase",
      description = "Make it the next version after the newest in the store.")
  private boolean rebase;

  @Option(
      names = "--skip-if-exists",
      description = "Be content where its version is in the store, whatever is in that.")
  private boolean skipIfExists;

  @Option(names = "--fix", description = "Replace what the store has of it.")
  private boolean fix;

  @Option(
      names = {"--sha1", "--digest"},
      paramLabel = "DIGEST",
      description = "The tarball's checksum: a SHA-1, sha256:HEX, or several with semicolons.")
  private @Nullable String digest;

  @Option(names = "--name", paramLabel = "NAME", description = "The release's name.")
  private @Nullable String name;

  @Option(
      names = "--version",
      paramLabel = "V",
      description = "The release's version; with --name, what is there is not fetched.")
  private @Nullable String version;

  @Option(
      names = "--max-size",
      paramLabel = "SIZE",
      converter = Bytes.class,
      description = "How much is fetched of a URL at the most (default: 16G).")
  private long most = 16L << 30;

  @Option(names = "--json", description = "Print progress and the outcome as JSON lines.")
  private boolean json;

  UploadRelease(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Wish wish =
        new Wish(
            rebase,
            skipIfExists,
            fix,
            Optional.ofNullable(name),
            version == null ? Optional.empty() : Optional.of(Version.parse(version)),
            digest == null ? Optional.empty() : Optional.of(Digests.parse(digest)));
    Uploaded uploaded;
    try (Progress progress = Progress.of(surroundings, json, false);
        ReleaseStore releases = store.open(surroundings, progress)) {
      uploaded =
          source.matches("https?://.*")
              ? releases.upload(url(), remote(), wish)
              : releases.upload(delivery(wish, progress), wish);
    }
    surroundings.out().println(json ? Json.line(fields(uploaded)) : sentence(uploaded));
    return 0;
  }

  private URI url() {
    try {
      return URI.create(source);
    } catch (IllegalArgumentException e) {
      throw new UsageException("`" + source + "` is no address: " + e.getMessage());
    }
  }

  private RemoteFile remote() {
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(SILENCE)
            .proxy(new EnvironmentProxies(surroundings.environment()))
            .build();
    return new RemoteFile(client, most, SILENCE, PAUSE);
  }

  private Delivery delivery(Wish wish, Progress progress) throws IOException {
    Path path = surroundings.folder().resolve(source).toAbsolutePath().normalize();
    if (!Files.exists(path)) {
      throw new UsageException("there is no " + path);
    }
    if (Files.isDirectory(path)) {
      ReleaseDirectory directory = ReleaseDirectory.at(path);
      Path file = BuildsDelivery.find(directory, wish.name(), wish.version());
      return builds(file, directory, progress);
    }
    if (!source.endsWith(".yml")) {
      return Delivery.ofTarball(path);
    }
    // It is releases/NAME/NAME-VERSION.yml.
    return builds(path, ReleaseDirectory.at(path.resolve("../../..").normalize()), progress);
  }

  /** What the cache does not have comes from the blob store of the directory. */
  private Delivery builds(Path file, ReleaseDirectory directory, Progress progress) {
    ArchiveCache archives = cache.cache(surroundings);
    Transfers transfers = new StoreAccess(surroundings, archives, progress).transfers(directory);
    return new BuildsDelivery(
        file,
        directory,
        archives,
        (blob, digests, what) ->
            transfers.fetch(new Transfers.Wanted(what, blob, digests, OptionalLong.empty())));
  }

  private static String sentence(Uploaded uploaded) {
    String title = uploaded.title();
    return switch (uploaded.outcome()) {
      case STORED -> title + ": stored, " + parts(uploaded);
      case COMPLETED -> title + ": was there, and has more archives now: " + parts(uploaded);
      case REPLACED -> title + ": replaced, " + parts(uploaded);
      case SAME -> title + " is there already, with the same contents";
      case SKIPPED -> title + " is there already; it was not compared";
      case UNCHANGED ->
          "nothing changed: "
              + title
              + ", the newest, has the same jobs and packages; no version was made";
    };
  }

  private static String parts(Uploaded uploaded) {
    return uploaded.stored() + " new, " + uploaded.there() + " there already";
  }

  private static Map<String, Object> fields(Uploaded uploaded) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("release", uploaded.title());
    fields.put("outcome", uploaded.outcome().name().toLowerCase(Locale.ROOT));
    fields.put("stored", uploaded.stored());
    fields.put("there", uploaded.there());
    return fields;
  }
}
