package dev.slipway.queue.source;

import dev.slipway.queue.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What repositories the service gets definitions from.
 *
 * @param files whether {@code file:} URLs are taken: those of the server's own machine
 * @param privateAddresses whether hosts may have addresses of private networks or of this machine
 * @param trust authorities for {@code https} as PEM, in place of the machine's own
 * @param credentials by name: submissions name one, and never have one in them
 */
public record GitAccess(
    boolean files,
    boolean privateAddresses,
    Optional<Path> trust,
    Map<String, Credential> credentials) {
  /** Public hosts only, and nothing that needs a credential. */
  public static final GitAccess USUAL = new GitAccess(false, false, Optional.empty(), Map.of());

  public GitAccess {
    credentials = Map.copyOf(credentials);
  }

  /** What lets the service in; used with one host only, so that nobody has it sent elsewhere. */
  public sealed interface Credential {
    /** The host that it is for. */
    String host();

    /**
     * For {@code https}.
     *
     * @param secret a password or an access token
     */
    record Password(String host, String user, Secret secret) implements Credential {}

    /**
     * For {@code ssh}.
     *
     * @param key a private key's file
     * @param knownHosts a file with the host's key, as OpenSSH has them
     */
    record SshKey(String host, Path key, Path knownHosts) implements Credential {}
  }
}
