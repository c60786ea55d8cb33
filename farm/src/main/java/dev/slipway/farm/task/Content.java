package dev.slipway.farm.task;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is to be in a file.
 *
 * @param sha256 in hexadecimal
 * @param source opens it
 */
record Content(long size, String sha256, Source source) {
  /** Opens what is to be copied. */
  interface Source {
    InputStream open() throws IOException;
  }

  static Content of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Content(
        bytes.length,
        HexFormat.of().formatHex(digest().digest(bytes)),
        () -> new ByteArrayInputStream(bytes));
  }

  static Content of(Path file) throws IOException {
    MessageDigest digest = digest();
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        size += n;
      }
    }
    String sum = HexFormat.of().formatHex(digest.digest());
    return new Content(size, sum, () -> Files.newInputStream(file));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java has it.
    }
  }
}
