package dev.slipway.context.reader;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IP network, or an address with its network's prefix.
 *
 * @param address 4 or 16 bytes
 * @param prefix bits of the network
 */
record Network(InetAddress address, int prefix) {
  private static final Pattern ZEROS = Pattern.compile("(?<![0-9a-f])0(:0)+(?![0-9a-f])");

  /** An address without prefix, in its usual form; names are not looked up. */
  static String address(String written) throws Fault {
    return text(parse(written));
  }

  /** An address with prefix. */
  static Network of(String written) throws Fault {
    int slash = written.indexOf('/');
    if (slash < 0 || !written.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
      throw new Fault(
          Block.quoted(written)
              + " has no prefix length, as in `192.168.1.10/24` or `2001:db8::2/64`");
    }
    InetAddress address = parse(written.substring(0, slash));
    int prefix = Integer.parseInt(written.substring(slash + 1));
    int bits = address.getAddress().length * 8;
    if (prefix > bits) {
      throw new Fault(Block.quoted(written) + " has a prefix length over " + bits);
    }
    return new Network(address, prefix);
  }

  /** A network: no bit behind the prefix. */
  static Network whole(String written) throws Fault {
    Network network = of(written);
    Network masked = network.masked();
    if (!masked.equals(network)) {
      throw new Fault(
          Block.quoted(written) + " has bits behind its prefix; did you mean `" + masked + "`?");
    }
    return network;
  }

  /** The usual form of an address: for IPv6 that of RFC 5952, the longest run of zeros left out. */
  private static String text(InetAddress address) {
    String whole = address.getHostAddress();
    if (!whole.contains(":")) {
      return whole;
    }
    String longest = "";
    for (Matcher run = ZEROS.matcher(whole); run.find(); ) {
      longest = run.group().length() > longest.length() ? run.group() : longest;
    }
    return longest.isEmpty() ? whole : whole.replaceFirst("(^|:)" + longest + "(:|$)", "::");
  }

  private static InetAddress parse(String written) throws Fault {
    boolean like = written.contains(":") ? written.matches("[0-9A-Fa-f:.]+") : isDotted(written);
    if (like) {
      try {
        return InetAddress.ofLiteral(written);
      } catch (IllegalArgumentException e) {
        throw new Fault(Block.quoted(written) + " is not an IP address");
      }
    }
    throw new Fault(Block.quoted(written) + " is not an IP address, as in `192.168.1.10`");
  }

  /** Four decimal numbers without zeros in front, which some would read as octal. */
  static boolean isDotted(String written) {
    return written.matches("((25[0-5]|2[0-4][0-9]|1?[1-9]?[0-9]|10[0-9])(\\.(?!$)|$)){4}");
  }

  boolean isIpv4() {
    return address.getAddress().length == 4;
  }

  boolean contains(String other) {
    byte[] bytes = InetAddress.ofLiteral(other).getAddress();
    return bytes.length == address.getAddress().length
        && Arrays.equals(mask(bytes), mask(address.getAddress()));
  }

  private Network masked() {
    try {
      return new Network(InetAddress.getByAddress(mask(address.getAddress())), prefix);
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  private byte[] mask(byte[] bytes) {
    byte[] masked = bytes.clone();
    for (int bit = prefix; bit < masked.length * 8; bit++) {
      masked[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
    }
    return masked;
  }

  @Override
  public String toString() {
    return text(address) + "/" + prefix;
  }
}
