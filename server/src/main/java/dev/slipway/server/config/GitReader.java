package dev.slipway.server.config;

import dev.slipway.queue.Secret;
import dev.slipway.queue.source.GitAccess;
import dev.slipway.queue.source.GitAccess.Credential;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads which repositories definitions are got from, with the logins there. */
record GitReader(Effective values) {
  private static final String CREDENTIALS = "git.credentials";

  GitAccess read() {
    Map<String, Credential> credentials = new TreeMap<>();
    for (String name : values.names(CREDENTIALS)) {
      credential(CREDENTIALS + "." + name).ifPresent(c -> credentials.put(name, c));
    }
    return new GitAccess(
        values.flag("git.allow-files"),
        values.flag("git.allow-private"),
        values.path("git.trust"),
        credentials);
  }

  /** A password is for HTTPS, a key for SSH. */
  private Optional<Credential> credential(String block) {
    boolean ssh = values.has(block + ".key") || values.has(block + ".host-keys");
    ServerConfigReader.need(
        values, block, ssh ? Set.of("host", "key", "host-keys") : Set.of("host", "password"));
    Optional<Secret> secret = values.secret(block + ".password").map(Secret::new);
    if (ssh && secret.isPresent()) {
      values.fault(block + ".key", "`password` is given too; a credential has one of them");
    }
    Optional<String> host = values.text(block + ".host");
    Optional<Path> key = values.path(block + ".key");
    Optional<Path> hostKeys = values.path(block + ".host-keys");
    if (host.isPresent() && key.isPresent() && hostKeys.isPresent()) {
      return Optional.of(new Credential.SshKey(host.get(), key.get(), hostKeys.get()));
    }
    // Forges take any name beside an access token.
    String user = values.text(block + ".user").orElse("git");
    return host.flatMap(h -> secret.map(s -> new Credential.Password(h, user, s)));
  }
}
