package dev.slipway.server.config;

import dev.slipway.queue.Secret;
import dev.slipway.queue.s3.BucketConfig;
import java.nio.file.Path;
import java.util.Set;

/** Reads what a configuration says of the storage. */
record StorageReader(Effective values) {
  private static final String S3 = "storage.s3";

  StorageConfig read(Path data) {
    if (!values.hasBelow(S3)) {
      return new StorageConfig.Folder(
          values.path("storage.folder").orElseGet(() -> data.resolve("storage")));
    }
    if (values.has("storage.folder")) {
      values.fault("storage.folder", "`storage.s3` is given too; keep one of them");
    }
    ServerConfigReader.need(values, S3, Set.of("bucket", "access-key", "secret-key"));
    String prefix = values.text("storage.s3.prefix").orElse("");
    return new StorageConfig.S3(
        new BucketConfig(
            values.uri("storage.s3.endpoint"),
            values.text("storage.s3.region").orElse("us-east-1"),
            values.text("storage.s3.bucket").orElse(""),
            prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/",
            values.text("storage.s3.access-key").orElse(""),
            new Secret(values.secret("storage.s3.secret-key").orElse(""))));
  }
}
