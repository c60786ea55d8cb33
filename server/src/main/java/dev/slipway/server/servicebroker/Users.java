package dev.slipway.server.servicebroker;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The broker's users. Every request brings a password, so that a slow hash would cost more than the
 * request; passwords are random texts, for which SHA-256 is enough, and hashes are compared in
 * constant time.
 */
public final class Users {
  private static final String SCHEME = "basic ";
  private static final int LONGEST = 4096;
  private static final byte[] NOBODY = new byte[32];

  /** Only copied: looking for one takes longer than a password's digest. */
  private static final MessageDigest SHA256 = sha256();

  private final Map<String, byte[]> hashes = new TreeMap<>();

  /** With their passwords' hashes, as {@link #hash} makes them, by their names. */
  public Users(Map<String, String> hashes) {
    hashes.forEach((name, hash) -> this.hashes.put(name, HexFormat.of().parseHex(hash)));
  }

  /** What is kept of a password: SHA-256 in hexadecimal digits. */
  public static String hash(String password) {
    return HexFormat.of().formatHex(digest(password));
  }

  private static byte[] digest(String password) {
    try {
      MessageDigest digest = (MessageDigest) SHA256.clone();
      return digest.digest(password.getBytes(StandardCharsets.UTF_8));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Whose a header is.
   *
   * @param header as in RFC 7617: {@code Basic} and base64
   */
  public Optional<String> of(@Nullable String header) {
    if (header == null
        || header.length() > LONGEST
        || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    String login;
    try {
      byte[] bytes = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
      login = new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    int colon = login.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String name = login.substring(0, colon);
    byte[] expected = hashes.getOrDefault(name, NOBODY);
    boolean right = MessageDigest.isEqual(expected, digest(login.substring(colon + 1)));
    return right ? Optional.of(name) : Optional.empty();
  }
}
