package dev.slipway.queue.s3;

import dev.slipway.queue.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * A bucket, and who may use it.
 *
 * @param endpoint of a service that is not Amazon's
 * @param prefix what all keys begin with; empty, or it ends in a slash
 */
public record BucketConfig(
    Optional<URI> endpoint,
    String region,
    String bucket,
    String prefix,
    String accessKey,
    Secret secretKey) {
  /** As it is shown to people. */
  String shown(String key) {
    return "s3://" + bucket + "/" + prefix + key;
  }
}
