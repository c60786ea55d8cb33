package dev.slipway.cloud;

import dev.slipway.cloud.CloudException.Code;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * The hardware address of a network interface.
 *
 * @param text six octets in small hexadecimal digits, separated by colons
 */
public record MacAddress(String text) {
  public MacAddress {
    if (!text.matches("[0-9a-f]{2}(:[0-9a-f]{2}){5}")) {
      throw new IllegalArgumentException("not a MAC address: " + text);
    }
  }

  /** An address as a user writes it: {@code 52:54:00:12:34:56}, in capitals or not. */
  public static MacAddress of(String text) throws CloudException {
    String small = text.toLowerCase(Locale.ROOT);
    if (!small.matches("[0-9a-f]{2}(:[0-9a-f]{2}){5}")) {
      throw new CloudException(
          Code.BAD_VALUE,
          "'" + text + "' is not a MAC address; write six octets, such as 52:54:00:12:34:56");
    }
    if ((Integer.parseInt(small.substring(0, 2), 16) & 1) != 0) {
      throw new CloudException(
          Code.BAD_VALUE,
          "MAC address " + text + " is one for groups; its first octet must be even");
    }
    return new MacAddress(small);
  }

  /** An address that follows from a name alone, with QEMU's prefix 52:54:00. */
  public static MacAddress fromName(String name) {
    byte[] hash = sha256(name);
    return new MacAddress(
        String.format(
            Locale.ROOT,
            "52:54:00:%02x:%02x:%02x",
            hash[0] & 0xff,
            hash[1] & 0xff,
            hash[2] & 0xff));
  }

  private static byte[] sha256(String name) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
