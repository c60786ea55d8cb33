package dev.slipway.context;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One network card's settings. Without MAC and name they are for the first card.
 *
 * @param mac six octets, lower case, separated by colons
 * @param name the kernel's or udev's name
 * @param dhcp4 whether it asks for an IPv4 address
 * @param dhcp6 whether it asks for an IPv6 address
 * @param addresses static ones, IPv4 or IPv6, with prefix length: {@code 192.168.1.10/24}
 * @param gateways default gateways, at most one per family
 * @param routes further routes
 * @param nameservers addresses
 * @param search domains that short names are looked up in
 * @param mtu in bytes, 576 to 65535
 */
public record NetworkInterface(
    Optional<String> mac,
    Optional<String> name,
    boolean dhcp4,
    boolean dhcp6,
    List<String> addresses,
    List<String> gateways,
    List<Route> routes,
    List<String> nameservers,
    List<String> search,
    OptionalInt mtu) {
  /** Copies what is mutable. */
  public NetworkInterface {
    addresses = List.copyOf(addresses);
    gateways = List.copyOf(gateways);
    routes = List.copyOf(routes);
    nameservers = List.copyOf(nameservers);
    search = List.copyOf(search);
  }

  /** The first card, by DHCP for IPv4 and IPv6. */
  public static NetworkInterface dhcp() {
    return new NetworkInterface(
        Optional.empty(),
        Optional.empty(),
        true,
        true,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        OptionalInt.empty());
  }

  /** All routes, those over the default gateways first. */
  public List<Route> allRoutes() {
    List<Route> all = new java.util.ArrayList<>();
    for (String gateway : gateways) {
      String to = gateway.contains(":") ? "::/0" : "0.0.0.0/0";
      all.add(new Route(to, Optional.of(gateway), false, OptionalInt.empty()));
    }
    all.addAll(routes);
    return all;
  }
}
