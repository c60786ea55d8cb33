package dev.slipway.context.medium;

import dev.slipway.context.ContextException;
import dev.slipway.context.ContextSpec;
import dev.slipway.context.NetworkInterface;
import dev.slipway.context.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** cloud-init's NoCloud: meta-data, user-data and network-config version 2, at the medium's top. */
final class NoCloudForm {
  private NoCloudForm() {}

  static MediumTree render(ContextSpec spec, String instanceId)
      throws ContextException, IOException {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("instance-id", instanceId);
    spec.hostname().ifPresent(name -> meta.put("local-hostname", name));
    MediumTree tree = new MediumTree();
    tree.text("meta-data", Json.text(meta));
    tree.secret("user-data", CloudConfig.userData(spec));
    if (!spec.network().isEmpty()) {
      tree.text("network-config", Json.text(network(spec.network())));
    }
    return tree;
  }

  private static Map<String, Object> network(List<NetworkInterface> cards) throws ContextException {
    Map<String, Object> ethernets = new LinkedHashMap<>();
    for (NetworkInterface card : cards) {
      if (card.mac().isEmpty() && card.name().isEmpty()) {
        throw new ContextException(
            "network", "a card without `mac` or `name` is not possible for nocloud; add one");
      }
      String id = card.name().orElse("card" + ethernets.size());
      ethernets.put(id, ethernet(card));
    }
    Map<String, Object> network = new LinkedHashMap<>();
    network.put("version", 2);
    network.put("ethernets", ethernets);
    return network;
  }

  private static Map<String, Object> ethernet(NetworkInterface card) {
    Map<String, Object> map = new LinkedHashMap<>();
    card.mac().ifPresent(mac -> map.put("match", Map.of("macaddress", mac)));
    map.put("dhcp4", card.dhcp4());
    map.put("dhcp6", card.dhcp6());
    if (!card.addresses().isEmpty()) {
      map.put("addresses", card.addresses());
    }
    // Not as routes: where cloud-init writes for ifupdown, those need net-tools in the image.
    for (String gateway : card.gateways()) {
      map.put(gateway.contains(":") ? "gateway6" : "gateway4", gateway);
    }
    List<Object> routes = card.routes().stream().<Object>map(NoCloudForm::route).toList();
    if (!routes.isEmpty()) {
      map.put("routes", routes);
    }
    Map<String, Object> names = new LinkedHashMap<>();
    if (!card.nameservers().isEmpty()) {
      names.put("addresses", new ArrayList<>(card.nameservers()));
    }
    if (!card.search().isEmpty()) {
      names.put("search", new ArrayList<>(card.search()));
    }
    if (!names.isEmpty()) {
      map.put("nameservers", names);
    }
    card.mtu().ifPresent(mtu -> map.put("mtu", mtu));
    return map;
  }

  private static Map<String, Object> route(Route route) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("to", route.to());
    if (route.via().isPresent()) {
      map.put("via", route.via().get());
    } else {
      map.put("scope", "link");
    }
    if (route.onLink()) {
      map.put("on-link", true);
    }
    route.metric().ifPresent(metric -> map.put("metric", metric));
    return map;
  }
}
