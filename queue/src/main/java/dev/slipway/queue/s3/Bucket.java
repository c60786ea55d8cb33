package dev.slipway.queue.s3;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Files in a bucket of a service that speaks S3: Amazon's, or one's own. */
public final class Bucket implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final int NOT_FOUND = 404;
  private static final int NO_SUCH_RANGE = 416;

  private final BucketConfig config;
  private final S3Client client;

  /** A file in a bucket. */
  public record Entry(String key, long size, Instant modified) {}

  /** A bucket; nothing is asked of it yet. */
  public Bucket(BucketConfig config) {
    this.config = config;
    this.client = client(config);
  }

  private static S3Client client(BucketConfig config) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(config.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(config.accessKey(), config.secretKey().text())))
            // Others than Amazon's own know no checksums that come after the content.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            // What is configured is all that counts, not a file of whoever runs the server.
            .overrideConfiguration(c -> c.defaultProfileFile(ProfileFile.aggregator().build()))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(SILENCE));
    config.endpoint().ifPresent(e -> builder.endpointOverride(e).forcePathStyle(true));
    return builder.build();
  }

  /**
   * Puts a file; nobody sees it before all of it is there. One of the same key is replaced.
   *
   * @return SHA-256 of it, in hexadecimal digits
   * @throws IOException where it cannot be put, or the content has another size; nothing is put
   */
  public String put(String key, InputStream content, long size) throws IOException {
    return new Upload(client, config, key).run(content, size);
  }

  /**
   * Reads a part of a file.
   *
   * @throws FileNotFoundException where there is none
   */
  public InputStream read(String key, long offset, long length) throws IOException {
    if (length == 0) {
      if (size(key).isEmpty()) {
        throw missing(key);
      }
      return InputStream.nullInputStream();
    }
    long last = length > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + length;
    String range = "bytes=" + offset + "-" + (last == Long.MAX_VALUE ? "" : last - 1);
    try {
      return client.getObject(r -> r.bucket(config.bucket()).key(full(key)).range(range));
    } catch (NoSuchKeyException e) {
      throw missing(key);
    } catch (S3Exception e) {
      if (e.statusCode() == NO_SUCH_RANGE) {
        return InputStream.nullInputStream();
      }
      throw fault(config, key, e);
    } catch (SdkException e) {
      throw fault(config, key, e);
    }
  }

  /** How many bytes a file has; empty where there is none. */
  public OptionalLong size(String key) throws IOException {
    try {
      return OptionalLong.of(
          client.headObject(r -> r.bucket(config.bucket()).key(full(key))).contentLength());
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return OptionalLong.empty();
      }
      throw fault(config, key, e);
    } catch (SdkException e) {
      throw fault(config, key, e);
    }
  }

  /** The files whose keys begin with a prefix. */
  public List<Entry> list(String prefix) throws IOException {
    try {
      return client
          .listObjectsV2Paginator(r -> r.bucket(config.bucket()).prefix(full(prefix)))
          .contents()
          .stream()
          .map(o ->
              new Entry(o.key().substring(config.prefix().length()), o.size(), o.lastModified()))
          .toList();
    } catch (SdkException e) {
      throw fault(config, prefix, e);
    }
  }

  /** Removes a file, where it is there. */
  public void remove(String key) throws IOException {
    try {
      client.deleteObject(r -> r.bucket(config.bucket()).key(full(key)));
    } catch (SdkException e) {
      throw fault(config, key, e);
    }
  }

  private String full(String key) {
    return config.prefix() + key;
  }

  private FileNotFoundException missing(String key) {
    return new FileNotFoundException("there is no " + config.shown(key));
  }

  static IOException fault(BucketConfig config, String key, SdkException fault) {
    return new IOException(config.shown(key) + ": " + fault.getMessage(), fault);
  }

  @Override
  public void close() {
    client.close();
  }
}
