package dev.slipway.queue.staging;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import dev.slipway.queue.s3.Bucket;
import dev.slipway.queue.s3.BucketConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Connects to destinations. */
final class Places {
  private static final String USUAL_REGION = "us-east-1";

  private final @Nullable SSLContext trust;

  /**
   * Connections.
   *
   * @param trust whom to believe with TLS; the JDK's own authorities where it is null
   */
  Places(@Nullable SSLContext trust) {
    this.trust = trust;
  }

  Place open(Allowed.Target target) throws IOException {
    URI url = target.url();
    Credential credential = target.credential();
    return switch (url.getScheme().toLowerCase(Locale.ROOT)) {
      case "file" -> new FolderPlace(Path.of(url.getPath()), Path.of(credential.url().getPath()));
      case "sftp" -> new SftpPlace(url, credential);
      case "ftp", "ftps" -> new FtpPlace(url, credential, trust);
      case "http", "https" -> new HttpPlace(url, credential, trust);
      case "s3" -> new S3Place(new Bucket(bucket(url, credential)));
      default -> throw new IllegalArgumentException("not a destination: " + url);
    };
  }

  private static BucketConfig bucket(URI url, Credential credential) throws QueueException {
    if (credential.user().isEmpty() || credential.password().isEmpty()) {
      throw new QueueException(
          Code.CONFIGURATION,
          "credential `"
              + credential.name()
              + "` needs `user` and `password`, the access key's id and the secret key");
    }
    return new BucketConfig(
        credential.endpoint(),
        credential.region().orElse(USUAL_REGION),
        url.getHost(),
        url.getPath().substring(1),
        credential.user().get(),
        credential.password().get());
  }
}
