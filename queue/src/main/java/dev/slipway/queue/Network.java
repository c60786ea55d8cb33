package dev.slipway.queue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Tells addresses of the world from those of this machine and of the network it is in. */
public final class Network {
  private Network() {}

  /** Whether an address is one of the world's (RFC 6890 lists the others). */
  public static boolean isPublic(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
  }

  private static boolean isPublic4(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    int third = bytes[2] & 0xff;
    boolean carrier = first == 100 && (second & 0xc0) == 64;
    boolean protocols = first == 192 && second == 0 && (third == 0 || third == 2);
    boolean benchmarks = first == 198 && (second & 0xfe) == 18;
    boolean examples =
        (first == 198 && second == 51 && third == 100)
            || (first == 203 && second == 0 && third == 113);
    return first != 0 && first < 224 && !carrier && !protocols && !benchmarks && !examples;
  }

  private static boolean isPublic6(byte[] bytes) {
    int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    if (first == 0x2002) {
      return isPublicWithin(bytes, 2); // 6to4 leads to an IPv4 address
    }
    if (first == 0x0064) {
      return isPublicWithin(bytes, 12); // so does NAT64
    }
    boolean tunnels = first == 0x2001 && bytes[2] == 0 && bytes[3] == 0;
    boolean examples = first == 0x2001 && (bytes[2] & 0xff) == 0x0d && (bytes[3] & 0xff) == 0xb8;
    return (first & 0xe000) == 0x2000 && !tunnels && !examples;
  }

  private static boolean isPublicWithin(byte[] bytes, int from) {
    try {
      return isPublic(InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
