package dev.slipway.broker.rabbitmq;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A password as RabbitMQ keeps it: four bytes of salt, and SHA-256 of them and the password.
 *
 * <p>Source: RabbitMQ, "Credentials and Passwords", Computing Password Hash.
 */
final class PasswordHash {
  private static final int SALT = 4;

  private PasswordHash() {}

  static String of(String password, SecureRandom random) {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt);
      byte[] hash = digest.digest(password.getBytes(StandardCharsets.UTF_8));
      byte[] all = new byte[SALT + hash.length];
      System.arraycopy(salt, 0, all, 0, SALT);
      System.arraycopy(hash, 0, all, SALT, hash.length);
      return Base64.getEncoder().encodeToString(all);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
