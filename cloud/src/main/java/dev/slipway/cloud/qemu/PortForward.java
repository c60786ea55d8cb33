package dev.slipway.cloud.qemu;

import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.CloudException.Code;

/**
 * A TCP port of this machine's loopback interface that leads into a guest.
 *
 * @param host 1 to 65535; 0 for one that is free when the machine starts
 * @param guest 1 to 65535
 */
public record PortForward(int host, int guest) {
  public PortForward {
    if (host < 0 || host > 65535 || guest < 1 || guest > 65535) {
      throw new IllegalArgumentException("ports out of range: " + host + ":" + guest);
    }
  }

  /** Reads {@code HOST:GUEST}; host port 0 asks for a free one. */
  public static PortForward of(String text) throws CloudException {
    if (text.matches("\\d{1,5}:\\d{1,5}")) {
      int host = Integer.parseInt(text.substring(0, text.indexOf(':')));
      int guest = Integer.parseInt(text.substring(text.indexOf(':') + 1));
      if (host <= 65535 && guest >= 1 && guest <= 65535) {
        return new PortForward(host, guest);
      }
    }
    throw new CloudException(
        Code.BAD_VALUE,
        "port '" + text + "' is not HOST:GUEST; write 2222:22, or 0:22 for a free port here");
  }

  /** {@code HOST:GUEST}. */
  @Override
  public String toString() {
    return host + ":" + guest;
  }
}
