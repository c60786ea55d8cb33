package dev.slipway.cloud.qemu;

import dev.slipway.cloud.Architecture;

/**
 * What QEMU can do on this machine for one architecture, as {@link Probe} found by trying.
 *
 * @param acceleration the best that really runs a guest
 * @param sandbox whether QEMU runs with its system calls confined
 * @param reason why there is no better acceleration; empty where there is
 */
public record Abilities(Acceleration acceleration, boolean sandbox, String reason) {
  /** QEMU's {@code -cpu} for a guest. */
  static String processor(Architecture architecture, Acceleration acceleration) {
    if (acceleration == Acceleration.KVM) {
      return "host";
    }
    return architecture.isPc() ? "max" : "max,pauth-impdef=on";
  }
}
