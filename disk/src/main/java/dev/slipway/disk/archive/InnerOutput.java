package dev.slipway.disk.archive;

import dev.slipway.disk.convert.Output;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file within a file: counts from its own start, and makes a digest on the way. */
public final class InnerOutput implements Output {
  private static final byte[] ZEROS = new byte[1 << 14];

  private final Output outer;
  private final long start;
  private final MessageDigest digest;

  /**
   * Starts where the outer file is.
   *
   * @param algorithm of the digest, by Java's name
   */
  public InnerOutput(Output outer, String algorithm) {
    this.outer = outer;
    this.start = outer.position();
    this.digest = digest(algorithm);
  }

  /** A digest that each Java has. */
  public static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("there is no digest " + algorithm, e);
    }
  }

  /** What was written, digested, in lower-case hexadecimal digits. To be asked once, at the end. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public long position() {
    return outer.position() - start;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    digest.update(bytes, offset, length);
    outer.write(bytes, offset, length);
  }

  @Override
  public void skip(long count) throws IOException {
    for (long left = count; left > 0; left -= ZEROS.length) {
      digest.update(ZEROS, 0, (int) Math.min(left, ZEROS.length));
    }
    outer.skip(count);
  }

  @Override
  public void patch(long position, byte[] bytes) {
    throw new IllegalStateException("what is digested on the way is not written again");
  }
}
