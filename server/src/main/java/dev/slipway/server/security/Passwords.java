package dev.slipway.server.security;

import dev.slipway.queue.QueueException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm;

/** Hashes passwords so that finding them takes long even for who has the database. */
public final class Passwords {
  private static final int SHORTEST = 12;
  private static final int LONGEST = 200;

  /** Says how a hash was made, so that more rounds can be asked for later. */
  private static final String METHOD = "pbkdf2-sha512-210000";

  /** How one that has been drawn at random is hashed. */
  private static final String DRAWN = "pbkdf2-sha512-1000";

  /** No password has this hash; comparing with it takes as long as with what people choose. */
  private static final String NOBODYS = "{" + METHOD + "}" + "0".repeat(2 * (16 + 64));

  private final PasswordEncoder encoder = encoder(METHOD);

  /** Half of the processors go on with other work, however many sign in at once. */
  private final Semaphore turns =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  private static PasswordEncoder encoder(String method) {
    return new DelegatingPasswordEncoder(
        method, Map.of(METHOD, pbkdf2(210_000), DRAWN, pbkdf2(1_000)));
  }

  private static PasswordEncoder pbkdf2(int rounds) {
    return new Pbkdf2PasswordEncoder(
        "", 16, rounds, SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA512);
  }

  /**
   * What is stored of a password that {@link Secrets} has drawn. It needs no rounds that take long:
   * of 112 random bits or more an ordinary hash is enough (NIST SP 800-63B, section 5.1.2.2).
   */
  static String hashDrawn(String secret) {
    return String.valueOf(encoder(DRAWN).encode(secret));
  }

  /**
   * What is stored of a new password.
   *
   * @throws QueueException where it is too short or too long
   */
  public String hash(String password) throws QueueException {
    if (password.length() < SHORTEST || password.length() > LONGEST) {
      throw new QueueException(
          QueueException.Code.INVALID,
          "a password has %d to %d characters".formatted(SHORTEST, LONGEST));
    }
    turns.acquireUninterruptibly();
    try {
      return String.valueOf(encoder.encode(password));
    } finally {
      turns.release();
    }
  }

  /**
   * Whether a password is right; takes as long where there is nothing to compare it with. Only the
   * one that was drawn for {@code admin} is refused sooner, which tells that it is still there.
   */
  boolean matches(String password, Optional<String> hash) {
    turns.acquireUninterruptibly();
    try {
      String given = password.length() > LONGEST ? "" : password;
      return encoder.matches(given, hash.orElse(NOBODYS));
    } finally {
      turns.release();
    }
  }
}
