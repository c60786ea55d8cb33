package dev.slipway.cloud.qemu;

import dev.slipway.cloud.MacAddress;
import java.util.List;

/**
 * A guest's network interface: QEMU's own user-mode network.
 *
 * @param mac its address
 * @param forwards ports of this machine's loopback interface that lead into the guest
 * @param restricted whether the guest reaches nothing but QEMU's DHCP
 */
public record Network(MacAddress mac, List<PortForward> forwards, boolean restricted) {
  public Network {
    forwards = List.copyOf(forwards);
  }
}
