package dev.slipway.release.digest;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * One checksum. It is written {@code sha256:9f86…}; a SHA-1 has its digits only.
 *
 * @param hex lower case, as many digits as the algorithm has
 */
public record Digest(Algorithm algorithm, String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");
  private static final int BUFFER = 256 * 1024;

  public Digest {
    if (hex.length() != algorithm.digits() || !HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a " + algorithm.word() + ": " + hex);
    }
  }

  /** A text's, in UTF-8. */
  public static Digest of(Algorithm algorithm, byte[] bytes) {
    return new Digest(algorithm, HexFormat.of().formatHex(algorithm.begin().digest(bytes)));
  }

  /** A file's. */
  public static Digest of(Algorithm algorithm, Path file) throws IOException {
    MessageDigest sum = algorithm.begin();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sum.update(buffer, 0, n);
      }
    }
    return new Digest(algorithm, HexFormat.of().formatHex(sum.digest()));
  }

  /**
   * Reads one as it is written.
   *
   * @throws ReleaseException with {@link Code#INVALID} where it is none
   */
  public static Digest parse(String written) throws ReleaseException {
    int colon = written.indexOf(':');
    String hex = written.substring(colon + 1);
    Algorithm algorithm =
        colon < 0
            ? Algorithm.SHA1
            : Algorithm.named(written.substring(0, colon)).orElse(Algorithm.SHA1);
    boolean known = colon < 0 || algorithm.word().equals(written.substring(0, colon));
    if (!known || hex.length() != algorithm.digits() || !HEX.matcher(hex).matches()) {
      throw new ReleaseException(
          Code.INVALID,
          "`"
              + written
              + "` is no checksum; it is written sha256:HEX, sha512:HEX, or as the 40"
              + " digits of a SHA-1");
    }
    return new Digest(algorithm, hex);
  }

  @Override
  public String toString() {
    return algorithm == Algorithm.SHA1 ? hex : algorithm.word() + ":" + hex;
  }
}
