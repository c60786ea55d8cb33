package dev.slipway.disk.fat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A file's two names.
 *
 * @param longName as given; empty where the short name says it all
 * @param shortName eleven bytes: eight of the name, three of its extension, padded with spaces
 */
record FatName(String longName, byte[] shortName) {
  static final int SHORT_LENGTH = 11;

  /** UTF-16 units in one directory entry of a long name. */
  static final int UNITS = 13;

  /** The names of a directory itself and the one above. */
  static FatName dots(String dots) {
    return new FatName("", padded(dots));
  }

  /** A name of eleven characters, padded with spaces. */
  static byte[] padded(String name) {
    byte[] bytes = new byte[SHORT_LENGTH];
    Arrays.fill(bytes, (byte) ' ');
    byte[] given = name.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(given, 0, bytes, 0, given.length);
    return bytes;
  }

  static boolean isCapitalOrDigit(int c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** How many directory entries of 32 bytes the name takes. */
  int entries() {
    return (longName.length() + UNITS - 1) / UNITS + 1;
  }

  /** What ties a long name's entries to the short one's. */
  byte checksum() {
    int sum = 0;
    for (byte one : shortName) {
      sum = ((sum & 1) << 7) + (sum >> 1) + (one & 0xFF);
      sum &= 0xFF;
    }
    return (byte) sum;
  }
}
