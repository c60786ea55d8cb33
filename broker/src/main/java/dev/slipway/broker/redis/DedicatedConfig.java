package dev.slipway.broker.redis;

import dev.slipway.broker.BrokerException;
import dev.slipway.broker.address.Shown;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Redis servers are started that are for one instance each, on the broker's machine.
 *
 * @param folder what they keep, a folder for each
 * @param listen the address that they listen to
 * @param shown the host by which applications find them
 * @param first of the ports that they get
 * @param last of them
 */
public record DedicatedConfig(Path folder, String listen, String shown, int first, int last) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String PORTS = "20000-20999";
  private static final Pattern RANGE = Pattern.compile("([1-9][0-9]{0,4})-([1-9][0-9]{0,4})");
  private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|::1?");
  private static final int MOST = 65_535;

  /**
   * Reads one.
   *
   * @param folder an absolute path
   * @param listen an address of this machine; 127.0.0.1 where it is empty
   * @param shown a host; the address where it is empty
   * @param ports the first and the last with {@code -} between; 20000-20999 where it is empty
   */
  public static DedicatedConfig parse(
      String folder, Optional<String> listen, Optional<String> shown, Optional<String> ports)
      throws BrokerException {
    String address = listen.orElse(LOOPBACK);
    if (!ADDRESS.matcher(address).matches()) {
      throw invalid("`listen` is no address of this machine: write one as in 10.0.0.5");
    }
    Matcher range = RANGE.matcher(ports.orElse(PORTS));
    int first = range.matches() ? Integer.parseInt(range.group(1)) : 0;
    int last = range.matches() ? Integer.parseInt(range.group(2)) : 0;
    if (first < 1 || last < first || last > MOST) {
      throw invalid("`ports` are not as in " + PORTS);
    }
    String host =
        shown.isPresent() ? Shown.parse("the Redis server", shown.get(), first).host() : address;
    return new DedicatedConfig(folder(folder), address, host, first, last);
  }

  private static Path folder(String text) throws BrokerException {
    try {
      Path folder = Path.of(text);
      // Redis reads a backslash in quotes as the beginning of something else.
      if (folder.isAbsolute() && text.chars().noneMatch(c -> c < ' ' || c == '"' || c == '\\')) {
        return folder.normalize();
      }
    } catch (InvalidPathException e) {
      throw new BrokerException(BrokerException.Code.INVALID, "`folder` is no path", e);
    }
    throw invalid("`folder` is no absolute path without quotes: write one as in /srv/redis");
  }

  private static BrokerException invalid(String why) {
    return new BrokerException(BrokerException.Code.INVALID, why);
  }

  /** By which address the broker itself reaches them. */
  String reached() {
    return switch (listen) {
      case "0.0.0.0" -> LOOPBACK;
      case "::", "::1" -> "[::1]";
      default -> listen;
    };
  }
}
