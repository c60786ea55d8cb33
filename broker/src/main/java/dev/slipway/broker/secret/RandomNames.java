package dev.slipway.broker.secret;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names and secrets that nobody guesses, and that no back end reads in two ways. */
public final class RandomNames {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
  private static final String PASSWORD_LETTERS =
      "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
  private static final int PASSWORD_LENGTH = 32;

  private final SecureRandom random;

  /** With where randomness comes from. */
  public RandomNames(SecureRandom random) {
    this.random = random;
  }

  /** {@code i_} and 128 bits in hexadecimal digits. */
  public String instance() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return "i_" + HexFormat.of().formatHex(bytes);
  }

  /** {@code b_} and 100 bits in small letters and digits. */
  public String binding() {
    return "b_" + text(LETTERS, 20);
  }

  /** An operation's: 100 bits. */
  public String operation() {
    return text(LETTERS, 20);
  }

  /** 32 letters and digits: 186 bits, none of which is quoted anywhere. */
  public String password() {
    return text(PASSWORD_LETTERS, PASSWORD_LENGTH);
  }

  private String text(String letters, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }
}
