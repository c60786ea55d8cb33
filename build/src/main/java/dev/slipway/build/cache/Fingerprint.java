package dev.slipway.build.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a step's result depends on, as one SHA-256 over labelled ingredients, and the ingredients
 * themselves, so that a plan can say which of them changed.
 *
 * @param id 64 hexadecimal digits
 * @param ingredients a digest or short text for each label, in the order in which they were added
 */
public record Fingerprint(String id, Map<String, String> ingredients) {
  public Fingerprint {
    ingredients = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(ingredients));
  }

  /** Begins a fingerprint. */
  public static Builder of(String kind) {
    return new Builder().add("kind", kind);
  }

  /** The folder name of the result: long enough to be unique, short enough for mount options. */
  public String folder() {
    return id.substring(0, 32);
  }

  /** SHA-256 of some bytes, in hexadecimal. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /** SHA-256 of a file's bytes, in hexadecimal. */
  public static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** A new SHA-256. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /** Collects ingredients. */
  public static final class Builder {
    private final Map<String, String> ingredients = new LinkedHashMap<>();

    private Builder() {}

    /** Adds an ingredient by its text; a label stands for one ingredient. */
    public Builder add(String label, String text) {
      String kept = text.length() > 64 ? sha256(text.getBytes(StandardCharsets.UTF_8)) : text;
      if (ingredients.put(label, kept) != null) {
        throw new IllegalStateException("two ingredients named " + label);
      }
      return this;
    }

    /** The fingerprint of all that was added. */
    public Fingerprint build() {
      MessageDigest digest = digest();
      ingredients.forEach((label, text) -> {
        // Lengths in front keep "ab"+"c" and "a"+"bc" apart.
        digest.update((label.length() + ":" + label).getBytes(StandardCharsets.UTF_8));
        digest.update((text.length() + ":" + text).getBytes(StandardCharsets.UTF_8));
      });
      return new Fingerprint(HexFormat.of().formatHex(digest.digest()), ingredients);
    }
  }
}
