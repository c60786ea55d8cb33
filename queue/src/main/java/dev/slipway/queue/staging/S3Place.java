package dev.slipway.queue.staging;

import dev.slipway.queue.s3.Bucket;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Keys below a prefix of a bucket. What was sent, the service compares by itself. */
final class S3Place implements Place {
  private final Bucket bucket;

  S3Place(Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public void write(String path, Item item) throws IOException {
    try (InputStream in = item.content().open()) {
      bucket.put(path, in, item.size());
    }
  }

  @Override
  public OptionalLong size(String path) throws IOException {
    return bucket.size(path);
  }

  @Override
  public void remove(String path) throws IOException {
    bucket.remove(path);
  }

  @Override
  public void close() {
    bucket.close();
  }
}
