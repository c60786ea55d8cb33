package dev.slipway.queue.s3;

import dev.slipway.queue.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobProviderMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;

/** S3Proxy over a folder: it checks signatures, and takes parts. */
@SuppressWarnings("try") // Its end may be interrupted.
public final class S3Server implements AutoCloseable {
  private static final String KEY = "test-key";
  private static final String SECRET = "test-secret";
  private static final String BUCKET = "images";

  private final BlobStoreContext context;
  private final S3Proxy proxy;

  private S3Server(BlobStoreContext context, S3Proxy proxy) {
    this.context = context;
    this.proxy = proxy;
  }

  /** Starts one with a bucket {@code images}. */
  public static S3Server start(Path folder) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("jclouds.filesystem.basedir", folder.toString());
    BlobStoreContext context =
        ContextBuilder.newBuilder(new FilesystemNio2BlobProviderMetadata())
            .credentials(KEY, SECRET)
            .overrides(properties)
            .build(BlobStoreContext.class);
    BlobStore store = context.getBlobStore();
    store.createContainerInLocation(null, BUCKET);
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(store)
            .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .build();
    proxy.start();
    return new S3Server(context, proxy);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  public String accessKey() {
    return KEY;
  }

  public Secret secretKey() {
    return new Secret(SECRET);
  }

  /** Its bucket below a prefix. */
  public BucketConfig bucket(String prefix) {
    return new BucketConfig(Optional.of(endpoint()), "us-east-1", BUCKET, prefix, KEY, secretKey());
  }

  @Override
  public void close() throws Exception {
    proxy.stop();
    context.close();
  }
}
