package dev.slipway.farm.conf;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where builds are queued.
 *
 * @param url an AMQP URL, with its password
 */
public record Broker(String url) {
  private static final String ROOT = "//";

  /** Reads an AMQP URL; its virtual host may be written as {@code //}. */
  static Optional<Broker> parse(String text) {
    try {
      URI uri = new URI(text);
      boolean amqp = "amqp".equals(uri.getScheme()) || "amqps".equals(uri.getScheme());
      if (!amqp || uri.getHost() == null) {
        return Optional.empty();
      }
      // Celery writes the virtual host `/` as it is; the URI specification of AMQP has it escaped.
      boolean plain = ROOT.equals(uri.getRawPath());
      return Optional.of(
          new Broker(plain ? text.substring(0, text.lastIndexOf(ROOT)) + "/%2F" : text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The password, where there is one. */
  Optional<String> password() {
    return Optional.ofNullable(URI.create(url).getRawUserInfo())
        .filter(info -> info.contains(":"))
        .map(info -> info.substring(info.indexOf(':') + 1));
  }

  /** Without its password. */
  @Override
  public String toString() {
    return password().map(p -> url.replace(":" + p + "@", ":***@")).orElse(url);
  }
}
