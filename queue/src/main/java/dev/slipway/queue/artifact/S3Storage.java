package dev.slipway.queue.artifact;

import dev.slipway.queue.s3.Bucket;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Files in a bucket, which any number of servers see. */
public final class S3Storage implements Storage, AutoCloseable {
  private final Bucket bucket;

  /** A bucket, which is this storage's own. */
  public S3Storage(Bucket bucket) {
    this.bucket = bucket;
  }

  @Override
  public String put(String key, InputStream content, long size) throws IOException {
    return bucket.put(checked(key), content, size);
  }

  @Override
  public InputStream read(String key, long offset, long length) throws IOException {
    return bucket.read(checked(key), offset, length);
  }

  @Override
  public void removeAll(String prefix) throws IOException {
    for (Stored each : list(prefix)) {
      bucket.remove(each.key());
    }
  }

  @Override
  public void remove(String key) throws IOException {
    bucket.remove(checked(key));
  }

  @Override
  public List<Stored> list(String prefix) throws IOException {
    if (!prefix.endsWith("/")) {
      throw new IllegalArgumentException("not a folder's prefix: " + prefix);
    }
    return bucket.list(prefix).stream()
        .map(e -> new Stored(e.key(), e.size(), e.modified()))
        .toList();
  }

  @Override
  public long free() {
    return Long.MAX_VALUE;
  }

  private static String checked(String key) {
    if (key.isEmpty() || key.startsWith("/") || List.of(key.split("/")).contains("..")) {
      throw new IllegalArgumentException("not a key: " + key);
    }
    return key;
  }

  @Override
  public void close() {
    bucket.close();
  }
}
