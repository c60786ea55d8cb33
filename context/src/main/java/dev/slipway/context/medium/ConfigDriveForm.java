package dev.slipway.context.medium;

import dev.slipway.context.ContextException;
import dev.slipway.context.ContextSpec;
import dev.slipway.context.NetworkInterface;
import dev.slipway.context.Route;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * OpenStack's ConfigDrive: {@code openstack/latest/} with meta_data.json, user_data and
 * network_data.json (Nova's network_data.json schema, doc/api_schemas/network_data.json).
 */
final class ConfigDriveForm {
  private static final String FOLDER = "openstack/latest/";

  private ConfigDriveForm() {}

  static MediumTree render(ContextSpec spec, String instanceId, String name)
      throws ContextException, IOException {
    MediumTree tree = new MediumTree();
    tree.text(FOLDER + "meta_data.json", Json.text(meta(spec, instanceId, name)));
    tree.secret(FOLDER + "user_data", CloudConfig.userData(spec));
    if (!spec.network().isEmpty()) {
      tree.text(FOLDER + "network_data.json", Json.text(network(spec.network())));
    }
    return tree;
  }

  /** The uuid is the instance id to cloud-init; it is derived from ours, to be one. */
  private static Map<String, Object> meta(ContextSpec spec, String instanceId, String name) {
    Map<String, Object> meta = new LinkedHashMap<>();
    byte[] id = instanceId.getBytes(StandardCharsets.UTF_8);
    meta.put("uuid", UUID.nameUUIDFromBytes(id).toString());
    meta.put("name", name);
    meta.put("hostname", spec.hostname().orElse(name));
    if (!spec.sshKeys().isEmpty()) {
      Map<String, Object> keys = new LinkedHashMap<>();
      for (String key : spec.sshKeys()) {
        keys.put("key" + keys.size(), key);
      }
      meta.put("public_keys", keys);
    }
    return meta;
  }

  private static Map<String, Object> network(List<NetworkInterface> cards) throws ContextException {
    List<Object> links = new ArrayList<>();
    List<Object> networks = new ArrayList<>();
    List<Object> services = new ArrayList<>();
    for (NetworkInterface card : cards) {
      if (card.mac().isEmpty()) {
        throw new ContextException(
            "network", "a card without `mac` is not possible for configdrive; add it");
      }
      if (!card.search().isEmpty()) {
        throw new ContextException(
            "network", "`search` is not possible for configdrive; leave it out or use nocloud");
      }
      String link = "card" + links.size();
      links.add(link(card, link));
      networks(card, link, networks);
      card.nameservers().forEach(server -> services.add(nameserver(server)));
    }
    Map<String, Object> network = new LinkedHashMap<>();
    network.put("links", links);
    network.put("networks", networks);
    network.put("services", services);
    return network;
  }

  private static Map<String, Object> nameserver(String address) {
    Map<String, Object> service = new LinkedHashMap<>();
    service.put("type", "dns");
    service.put("address", address);
    return service;
  }

  private static Map<String, Object> link(NetworkInterface card, String id) {
    Map<String, Object> link = new LinkedHashMap<>();
    link.put("id", id);
    link.put("type", "phy");
    link.put("ethernet_mac_address", card.mac().orElseThrow());
    card.mtu().ifPresent(mtu -> link.put("mtu", mtu));
    return link;
  }

  private static void networks(NetworkInterface card, String link, List<Object> networks)
      throws ContextException {
    if (card.dhcp4()) {
      networks.add(network("ipv4_dhcp", link, networks.size()));
    }
    if (card.dhcp6()) {
      networks.add(network("ipv6_dhcp", link, networks.size()));
    }
    for (boolean ipv6 : new boolean[] {false, true}) {
      List<Object> routes = new ArrayList<>();
      for (Route route : card.allRoutes()) {
        if (route.to().contains(":") == ipv6) {
          routes.add(route(route));
        }
      }
      for (String address : card.addresses()) {
        if (address.contains(":") == ipv6) {
          Map<String, Object> network = network(ipv6 ? "ipv6" : "ipv4", link, networks.size());
          int slash = address.indexOf('/');
          int prefix = Integer.parseInt(address.substring(slash + 1));
          network.put("ip_address", address.substring(0, slash));
          network.put("netmask", mask(prefix, ipv6 ? 16 : 4));
          network.put("routes", List.copyOf(routes));
          routes.clear(); // once is enough
          networks.add(network);
        }
      }
      if (!routes.isEmpty()) {
        throw new ContextException(
            "network", "routes beside DHCP are not possible for configdrive; use nocloud");
      }
    }
  }

  private static Map<String, Object> network(String type, String link, int number) {
    Map<String, Object> network = new LinkedHashMap<>();
    network.put("id", "network" + number);
    network.put("type", type);
    network.put("link", link);
    return network;
  }

  private static Map<String, Object> route(Route route) throws ContextException {
    if (route.via().isEmpty() || route.onLink() || route.metric().isPresent()) {
      throw new ContextException(
          "network",
          "a route without `via`, or with `on-link` or `metric`, is not possible for configdrive;"
              + " use nocloud");
    }
    int slash = route.to().indexOf('/');
    int bytes = route.to().contains(":") ? 16 : 4;
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("network", route.to().substring(0, slash));
    map.put("netmask", mask(Integer.parseInt(route.to().substring(slash + 1)), bytes));
    map.put("gateway", route.via().get());
    return map;
  }

  private static String mask(int prefix, int length) {
    byte[] bytes = new byte[length];
    for (int bit = 0; bit < prefix; bit++) {
      bytes[bit / 8] |= (byte) (0x80 >> (bit % 8));
    }
    try {
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException("a mask has 4 or 16 bytes", e);
    }
  }
}
