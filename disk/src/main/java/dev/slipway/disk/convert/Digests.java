package dev.slipway.disk.convert;

import dev.slipway.disk.DiskException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several digests of the same bytes. */
final class Digests {
  /** Small enough to stay in the processor's nearest cache. */
  private static final byte[] ZEROS = new byte[1 << 14];

  private final List<String> algorithms;
  private final List<MessageDigest> digests;

  /**
   * Starts some.
   *
   * @param algorithms Java's names of them
   */
  Digests(List<String> algorithms) throws DiskException {
    this(algorithms, start(algorithms));
  }

  private Digests(List<String> algorithms, List<MessageDigest> digests) {
    this.algorithms = algorithms;
    this.digests = digests;
  }

  /** None, for a file whose digests come of the disk's. */
  static Digests none() {
    return new Digests(List.of(), List.of());
  }

  private static List<MessageDigest> start(List<String> algorithms) throws DiskException {
    List<MessageDigest> started = new ArrayList<>();
    for (String algorithm : algorithms) {
      try {
        started.add(MessageDigest.getInstance(algorithm));
      } catch (NoSuchAlgorithmException e) {
        throw new DiskException(
            "there is no digest '%s' here; SHA-256, SHA-512, SHA-1 and MD5 are common ones"
                .formatted(algorithm));
      }
    }
    return started;
  }

  /** Takes bytes that follow those before. */
  void update(byte[] bytes, int offset, int length) {
    for (MessageDigest digest : digests) {
      digest.update(bytes, offset, length);
    }
  }

  /** Takes zeros. */
  void zeros(long count) {
    for (MessageDigest digest : digests) {
      for (long left = count; left > 0; left -= ZEROS.length) {
        digest.update(ZEROS, 0, (int) Math.min(left, ZEROS.length));
      }
    }
  }

  /** Forgets all, and takes a whole file. */
  void restart(FileChannel channel) throws IOException {
    if (digests.isEmpty()) {
      return;
    }
    digests.forEach(MessageDigest::reset);
    ByteBuffer block = ByteBuffer.allocate(1 << 18);
    long at = 0;
    for (int count = channel.read(block, at); count >= 0; count = channel.read(block, at)) {
      update(block.array(), 0, count);
      at += count;
      block.clear();
    }
  }

  /** The same digests of the same bytes, to go on from there. */
  Digests copy() {
    List<MessageDigest> copies = new ArrayList<>();
    for (MessageDigest digest : digests) {
      try {
        copies.add((MessageDigest) digest.clone());
      } catch (CloneNotSupportedException e) {
        throw new AssertionError("Java's own digests can be cloned", e);
      }
    }
    return new Digests(algorithms, copies);
  }

  /** In lower-case hexadecimal digits, by the algorithms' names. To be asked once. */
  Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < digests.size(); i++) {
      values.put(algorithms.get(i), HexFormat.of().formatHex(digests.get(i).digest()));
    }
    return values;
  }
}
