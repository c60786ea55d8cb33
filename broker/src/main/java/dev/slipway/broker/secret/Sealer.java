package dev.slipway.broker.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Seals what is secret where it is kept: AES-256 in Galois/Counter Mode (NIST SP 800-38D), a new
 * 96-bit nonce each time, and the place where it is kept as associated data, so that a sealed text
 * cannot be moved to another row. The text begins with the name of its key; keys of before still
 * open.
 */
public final class Sealer {
  /** How many bytes a key has. */
  public static final int KEY_BYTES = 32;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Supplier<List<byte[]>> source;
  private final SecureRandom random;
  private volatile Ring ring;

  /** Keys by their names, and the name of the one that seals. */
  private record Ring(Map<String, SecretKey> keys, String current) {
    static Ring of(List<byte[]> keys) {
      if (keys.isEmpty()) {
        throw new IllegalArgumentException("there is no key");
      }
      Map<String, SecretKey> all = new LinkedHashMap<>();
      for (byte[] key : keys) {
        if (key.length != KEY_BYTES) {
          throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes");
        }
        all.put(name(key), new SecretKeySpec(key, "AES"));
      }
      return new Ring(all, name(keys.getFirst()));
    }

    /** It holds keys. */
    @Override
    public String toString() {
      return "Ring[" + current + "]";
    }
  }

  /**
   * With keys, the one that seals first.
   *
   * @param keys of 32 bytes each
   */
  public Sealer(List<byte[]> keys, SecureRandom random) {
    this(() -> keys, random);
  }

  /**
   * With keys that others may change: they are read before something is sealed, and where a key is
   * needed that was not among them. So a broker that runs seals with a new key from then on, and
   * the ones of before can be forgotten.
   *
   * @param source of keys of 32 bytes each, the one that seals first
   */
  public Sealer(Supplier<List<byte[]>> source, SecureRandom random) {
    this.source = source;
    this.random = random;
    this.ring = Ring.of(source.get());
  }

  /** A name that tells nothing of the key. */
  private static String name(byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("slipway broker key".getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest.digest(key), 0, 4);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What sealed texts begin with now. */
  public String current() {
    return ring.current();
  }

  /** A text that was read before it was sealed anew still opens: keys that were known stay. */
  private synchronized Ring renewed() {
    Ring next = Ring.of(source.get());
    Map<String, SecretKey> all = new LinkedHashMap<>(ring.keys());
    all.putAll(next.keys());
    ring = new Ring(all, next.current());
    return ring;
  }

  /**
   * Seals.
   *
   * @param place where it is kept
   */
  public String seal(String text, String place) {
    Ring now = renewed();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    SecretKey key = Objects.requireNonNull(now.keys().get(now.current()));
    byte[] sealed =
        run(Cipher.ENCRYPT_MODE, key, nonce, place, text.getBytes(StandardCharsets.UTF_8));
    byte[] all = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    return now.current() + ":" + Base64.getEncoder().encodeToString(all);
  }

  /**
   * Opens.
   *
   * @throws IllegalStateException where no key opens it, or it was changed or moved
   */
  public String open(String sealed, String place) {
    int colon = sealed.indexOf(':');
    SecretKey key = key(sealed.substring(0, Math.max(colon, 0)), place);
    byte[] all;
    try {
      all = Base64.getDecoder().decode(sealed.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      throw changed(place, e);
    }
    if (all.length < NONCE_BYTES) {
      throw changed(place, null);
    }
    byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
    byte[] rest = Arrays.copyOfRange(all, NONCE_BYTES, all.length);
    return new String(run(Cipher.DECRYPT_MODE, key, nonce, place, rest), StandardCharsets.UTF_8);
  }

  private SecretKey key(String name, String place) {
    SecretKey key = ring.keys().get(name);
    if (key == null) {
      key = renewed().keys().get(name);
    }
    if (key == null) {
      throw new IllegalStateException("there is no key `" + name + "` to open " + place + " with");
    }
    return key;
  }

  private static IllegalStateException changed(String place, @Nullable Exception cause) {
    return new IllegalStateException(place + " cannot be opened: it was changed", cause);
  }

  private static byte[] run(int mode, SecretKey key, byte[] nonce, String place, byte[] bytes) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw changed(place, e);
    }
  }
}
