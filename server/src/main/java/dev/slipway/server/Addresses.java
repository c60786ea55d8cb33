package dev.slipway.server;

import dev.slipway.server.config.ServerConfig;
import dev.slipway.server.config.TlsConfig;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a server is reached.
 *
 * @param here from this machine
 * @param others from others, as far as it knows; workers get sources and put artifacts there
 * @param names the host names and addresses in all of these, and the broker's
 */
record Addresses(URI here, URI others, Set<String> names) {
  static Addresses of(ServerConfig config, String hostName) {
    URI here = url(config, reachable(config.address()));
    URI others = isEvery(config.address()) ? url(config, hostName) : here;
    Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", hostName));
    names.add(reachable(config.address()));
    names.add(reachable(config.amqp().address()));
    config.url().map(URI::getHost).ifPresent(names::add);
    return new Addresses(here, config.url().orElse(others), names);
  }

  private static URI url(ServerConfig config, String host) {
    String scheme = config.tls() instanceof TlsConfig.None ? "http://" : "https://";
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return URI.create(scheme + shown + ":" + config.port());
  }

  private static boolean isEvery(String address) {
    return address.equals("0.0.0.0") || address.equals("::");
  }

  /** Where programs on this machine reach what listens at an address. */
  static String reachable(String address) {
    return isEvery(address) ? "127.0.0.1" : address;
  }
}
