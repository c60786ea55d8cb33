package dev.slipway.cli.vm;

import dev.slipway.cli.Surroundings;
import dev.slipway.cloud.qemu.Probe;
import dev.slipway.cloud.vm.VirtualMachines;
import java.io.IOException;

/** Wires what commands on instances work with. */
final class Instances {
  private Instances() {}

  static VirtualMachines of(Surroundings surroundings) throws IOException {
    return new VirtualMachines(surroundings.vmsFolder(), new Probe(surroundings.cacheFolder()));
  }
}
