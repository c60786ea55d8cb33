package dev.slipway.server.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords that were right a moment ago. A script that gives its password with every request would
 * otherwise keep a processor busy with hashing. What is kept is worth nothing without the key,
 * which ends with this process.
 */
final class Remembered {
  private static final Duration TIME = Duration.ofMinutes(5);
  private static final int MOST = 1000;

  private record Entry(byte[] mark, Instant until) {}

  private final Clock clock;
  private final SecretKeySpec key;
  private final Map<String, Entry> entries = new Recent<>(MOST);

  Remembered(Clock clock, SecureRandom random) {
    this.clock = clock;
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    this.key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  /**
   * Whether a password was right a moment ago.
   *
   * @param hash what is stored of it now: a changed password is not remembered
   */
  synchronized boolean has(String account, String hash, String password) {
    Entry entry = entries.get(account);
    return entry != null
        && entry.until().isAfter(clock.instant())
        && MessageDigest.isEqual(entry.mark(), mark(hash, password));
  }

  synchronized void add(String account, String hash, String password) {
    entries.put(account, new Entry(mark(hash, password), clock.instant().plus(TIME)));
  }

  private byte[] mark(String hash, String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal((hash + "\n" + password).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
