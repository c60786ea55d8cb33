package dev.slipway.queue.staging;

import dev.slipway.queue.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A place that builds may be published to, and the login there. Builds name it, and never see it.
 * What is not below its address it is not used for: else a build could have it sent elsewhere.
 *
 * @param name what builds call it
 * @param url what a destination must be below
 * @param user a user; with S3 the access key's id; empty where anybody may write
 * @param password with S3 the secret key; without a user, a bearer token for HTTP
 * @param key a file with a private key, for SFTP
 * @param hostKeys a file in the form of known_hosts, for SFTP
 * @param endpoint of an S3 service that is not Amazon's
 * @param region for S3
 */
public record Credential(
    String name,
    URI url,
    Optional<String> user,
    Optional<Secret> password,
    Optional<Path> key,
    Optional<Path> hostKeys,
    Optional<URI> endpoint,
    Optional<String> region) {
  /** Whether nobody has to name it, since it opens nothing. */
  boolean isOpen() {
    return user.isEmpty() && password.isEmpty() && key.isEmpty();
  }

  /** A place where anybody may write. */
  public static Credential open(String name, URI url) {
    return new Credential(
        name,
        url,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
