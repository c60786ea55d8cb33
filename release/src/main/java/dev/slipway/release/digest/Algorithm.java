package dev.slipway.release.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** The checksums that releases have, the weakest first. */
public enum Algorithm {
  SHA1("sha1", "SHA-1", 40),
  SHA256("sha256", "SHA-256", 64),
  SHA512("sha512", "SHA-512", 128);

  private final String word;
  private final String provided;
  private final int digits;

  Algorithm(String word, String provided, int digits) {
    this.word = word;
    this.provided = provided;
    this.digits = digits;
  }

  /** As it is written before the colon. */
  public String word() {
    return word;
  }

  int digits() {
    return digits;
  }

  static Optional<Algorithm> named(String word) {
    for (Algorithm one : values()) {
      if (one.word.equals(word)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** A new calculation of it. */
  public MessageDigest begin() {
    try {
      return MessageDigest.getInstance(provided);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + provided, e);
    }
  }
}
