package dev.slipway.server.security;

import dev.slipway.build.cache.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** Random texts that open something. The database has their hashes only. */
final class Secrets {
  private final SecureRandom random;

  Secrets(SecureRandom random) {
    this.random = random;
  }

  /** A text of 256 random bits, which fits into a cookie, a header and a URL. */
  String next() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * What is stored of a secret. Finding a row by it tells nothing by its time: whoever guesses
   * secrets does not choose how their hashes begin.
   */
  static String hash(String secret) {
    return Fingerprint.sha256(secret.getBytes(StandardCharsets.UTF_8));
  }
}
