package dev.slipway.server.config;

import dev.slipway.queue.s3.BucketConfig;
import java.nio.file.Path;

/** Where sources and artifacts are kept. */
public sealed interface StorageConfig {
  /** In a folder; of several servers each must see the same. */
  record Folder(Path folder) implements StorageConfig {}

  /** In a bucket of a service that speaks S3. */
  record S3(BucketConfig bucket) implements StorageConfig {}
}
