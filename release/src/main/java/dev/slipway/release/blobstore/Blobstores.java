package dev.slipway.release.blobstore;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.directory.ReleaseConfig;
import dev.slipway.release.directory.ReleaseConfig.BlobstoreConfig;
import dev.slipway.release.directory.ReleaseDirectory;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens the blob store that a release directory is configured with. */
public final class Blobstores {
  private final Map<String, String> environment;
  private final ProxySelector proxies;
  private final Clock clock;

  /**
   * With what is around the program.
   *
   * @param environment variables, in which may be keys and passwords
   * @param clock for signatures
   */
  public Blobstores(Map<String, String> environment, ProxySelector proxies, Clock clock) {
    this.environment = Map.copyOf(environment);
    this.proxies = proxies;
    this.clock = clock;
  }

  /**
   * Opens it; nothing is asked of it yet.
   *
   * @throws ReleaseException with {@link Code#INVALID} where none is configured, or not rightly
   */
  public Blobstore open(ReleaseDirectory directory) throws ReleaseException {
    Optional<BlobstoreConfig> config = ReleaseConfig.read(directory).blobstore();
    if (config.isEmpty()) {
      throw none();
    }
    Options options = new Options(config.get().options(), environment);
    return switch (config.get().provider()) {
      case "local" -> local(directory, options);
      case "s3" -> s3(S3Config.of(options));
      case "dav" -> dav(DavConfig.of(options));
      case "gcs" ->
          throw new ReleaseException(
              Code.INVALID,
              "config/final.yml: the provider gcs is not there; a bucket of Google's is reached"
                  + " with `provider: s3`, `host: storage.googleapis.com` and an interoperability"
                  + " key");
      default ->
          throw new ReleaseException(
              Code.INVALID,
              "config/final.yml: there is no provider `"
                  + config.get().provider()
                  + "`; there are local, s3 and dav");
    };
  }

  private static ReleaseException none() {
    return new ReleaseException(
        Code.INVALID,
        """
        no blob store is configured; write these two lines, with a folder of yours, to config/final.yml (s3 and dav are other providers):
        blobstore: {provider: local,
          options: {blobstore_path: /srv/release-blobs}}\
        """);
  }

  private static Blobstore local(ReleaseDirectory directory, Options options)
      throws ReleaseException {
    String path = options.need("blobstore_path", "/srv/release-blobs");
    return new LocalBlobstore(directory.root().resolve(Path.of(path)).normalize());
  }

  private Blobstore s3(S3Config config) {
    Http http =
        new Http(
            "the blob store " + config.folder(), proxies, config.verified() ? null : Trust.all());
    return new S3Blobstore(config, http, new Signer(config.key(), config.region(), clock));
  }

  private Blobstore dav(DavConfig config) throws ReleaseException {
    @Nullable String authority = config.authority().orElse(null);
    Http http =
        new Http(
            "the blob store " + config.endpoint(),
            proxies,
            authority == null ? null : Trust.of(authority));
    return new DavBlobstore(config, http);
  }
}
