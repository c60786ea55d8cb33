package dev.slipway.context.reader;

import dev.slipway.context.NetworkInterface;
import dev.slipway.context.Route;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads {@code network:}, and checks that its parts fit together. */
final class NetworkReader {
  private static final List<String> CARD_KEYS =
      List.of(
          "mac", "name", "dhcp", "addresses", "gateway", "routes", "nameservers", "search", "mtu");
  private static final List<String> ROUTE_KEYS = List.of("to", "via", "on-link", "metric");

  private enum Dhcp {
    NONE,
    IPV4,
    IPV6,
    BOTH
  }

  private NetworkReader() {}

  static List<NetworkInterface> read(Block context) {
    List<NetworkInterface> cards = new ArrayList<>();
    List<Block> blocks = context.blocks("network", CARD_KEYS);
    Set<String> seen = new HashSet<>();
    for (Block block : blocks) {
      NetworkInterface card = card(block);
      cards.add(card);
      String which = card.mac().or(card::name).orElse("");
      if (which.isEmpty() && blocks.size() > 1) {
        block.error("mac", "is missing: with several cards each needs a `mac` or a `name`");
      } else if (!seen.add(which)) {
        block.error(card.mac().isPresent() ? "mac" : "name", "is that of another entry too");
      }
    }
    return cards;
  }

  private static NetworkInterface card(Block block) {
    Optional<String> mac = block.optional("mac", Forms::mac);
    Optional<String> name = block.optional("name", Forms.CARD);
    if (mac.isPresent() && name.isPresent()) {
      block.error("name", "is there beside `mac`; keep one");
    }
    List<Network> addresses = block.list("addresses", Network::of);
    Dhcp dhcp =
        block
            .optional("dhcp", NetworkReader::dhcp)
            .orElse(addresses.isEmpty() ? Dhcp.BOTH : Dhcp.NONE);
    List<String> gateways = block.list("gateway", Network::address);
    if (dhcp == Dhcp.NONE) {
      checkGateways(block, addresses, gateways);
    }
    Optional<Integer> mtu = block.optional("mtu", Forms::mtu);
    return new NetworkInterface(
        mac,
        name,
        dhcp == Dhcp.BOTH || dhcp == Dhcp.IPV4,
        dhcp == Dhcp.BOTH || dhcp == Dhcp.IPV6,
        addresses.stream().map(Network::toString).toList(),
        gateways,
        routes(block, dhcp == Dhcp.NONE ? addresses : List.of()),
        block.list("nameservers", Network::address),
        block.list("search", Forms.DOMAIN),
        mtu.isPresent() ? OptionalInt.of(mtu.get()) : OptionalInt.empty());
  }

  private static Dhcp dhcp(String written) throws Fault {
    return switch (written) {
      case "true" -> Dhcp.BOTH;
      case "ipv4" -> Dhcp.IPV4;
      case "ipv6" -> Dhcp.IPV6;
      case "false" -> Dhcp.NONE;
      default ->
          throw new Fault(Block.quoted(written) + " is none of `true`, `false`, `ipv4`, `ipv6`");
    };
  }

  private static void checkGateways(Block block, List<Network> addresses, List<String> gateways) {
    for (String gateway : gateways) {
      if (!reachable(gateway, addresses)) {
        block.error("gateway", gateway + " is in no network of `addresses`;" + onLinkHint(gateway));
      }
    }
    long ipv6 = gateways.stream().filter(gateway -> gateway.contains(":")).count();
    if (ipv6 > 1 || gateways.size() - ipv6 > 1) {
      block.error("gateway", "has two of one kind; keep one for IPv4 and one for IPv6");
    }
  }

  private static String onLinkHint(String gateway) {
    return " if it is on the link all the same, write a route to `default` via "
        + gateway
        + " with `on-link: true`";
  }

  private static boolean reachable(String gateway, List<Network> addresses) {
    return gateway.startsWith("fe80:")
        || addresses.stream().anyMatch(address -> address.contains(gateway));
  }

  private static List<Route> routes(Block card, List<Network> addresses) {
    List<Route> routes = new ArrayList<>();
    for (Block block : card.blocks("routes", ROUTE_KEYS)) {
      Optional<String> via = block.optional("via", Network::address);
      Optional<String> to = block.required("to", "10.0.0.0/8", written -> to(written, via));
      boolean onLink = block.optional("on-link", Forms::flag).orElse(false);
      Optional<Integer> metric = block.optional("metric", Forms::metric);
      if (via.isPresent() && to.isPresent() && via.get().contains(":") != to.get().contains(":")) {
        block.error("via", via.get() + " is not of the same kind as " + to.get());
      } else if (via.isPresent()
          && !onLink
          && !addresses.isEmpty()
          && !reachable(via.get(), addresses)) {
        block.error("via", via.get() + " is in no network of `addresses`; add `on-link: true`?");
      }
      to.ifPresent(network ->
          routes.add(
              new Route(
                  network,
                  via,
                  onLink,
                  metric.isPresent() ? OptionalInt.of(metric.get()) : OptionalInt.empty())));
    }
    return routes;
  }

  private static String to(String written, Optional<String> via) throws Fault {
    if (written.equals("default")) {
      return via.orElse("").contains(":") ? "::/0" : "0.0.0.0/0";
    }
    return Network.whole(written).toString();
  }
}
