package dev.slipway.broker.address;

import dev.slipway.broker.BrokerException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where applications find a server; it may have another name for them than for the broker.
 *
 * @param host a name, or an address; IPv6 ones in brackets
 */
public record Shown(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");
  private static final int MOST = 65_535;

  /**
   * Reads {@code HOST} or {@code HOST:PORT}.
   *
   * @param what it is the address of, for messages
   * @param usual the port where none is named
   */
  public static Shown parse(String what, String text, int usual) throws BrokerException {
    Matcher match = FORM.matcher(text);
    int port = -1;
    if (match.matches()) {
      port = match.group(2) == null ? usual : Integer.parseInt(match.group(2));
    }
    if (port < 1 || port > MOST) {
      throw new BrokerException(
          BrokerException.Code.INVALID,
          "the address of " + what + " for applications is not as in db.example.org:" + usual);
    }
    return new Shown(match.group(1), port);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
