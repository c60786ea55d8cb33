package dev.slipway.farm.ssh;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to log in.
 *
 * @param user empty where ~/.ssh/config or the user's own name decides
 * @param host a name or an address, without brackets
 * @param port empty where ~/.ssh/config decides, else 22
 */
public record Address(Optional<String> user, String host, Optional<Integer> port) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?<user>[A-Za-z0-9_][A-Za-z0-9_.-]*)@)?"
              + "(?:\\[(?<six>[0-9A-Fa-f:.]+)]|(?<host>[A-Za-z0-9_][A-Za-z0-9_.-]*))"
              + "(?::(?<port>[1-9][0-9]{0,4}))?");

  /** Reads {@code user@host:port}, of which user and port may be left out. */
  public static Optional<Address> parse(String text) {
    Matcher found = FORM.matcher(text);
    if (!found.matches()) {
      return Optional.empty();
    }
    Optional<Integer> port = Optional.ofNullable(found.group("port")).map(Integer::valueOf);
    if (port.orElse(22) > 65535) {
      return Optional.empty();
    }
    String six = found.group("six");
    return Optional.of(
        new Address(
            Optional.ofNullable(found.group("user")),
            six == null ? found.group("host") : six,
            port));
  }

  /** The host as it is written in a URL. */
  public String urlHost() {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /** Whether it is this machine itself that is meant. */
  public boolean isLoopback() {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
  }

  /** As deploy.conf has it. */
  @Override
  public String toString() {
    return user.map(u -> u + "@").orElse("") + urlHost() + port.map(p -> ":" + p).orElse("");
  }
}
