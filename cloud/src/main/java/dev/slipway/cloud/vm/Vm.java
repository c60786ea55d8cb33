package dev.slipway.cloud.vm;

import dev.slipway.cloud.qemu.PortForward;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * An instance as it is now.
 *
 * @param pid its QEMU's process id; 0 where it does not run
 * @param ports its forwarded ports with the host ports that they really have; empty where it does
 *     not run
 * @param folder what it consists of
 */
public record Vm(VmSpec spec, UUID uuid, long pid, List<PortForward> ports, Path folder) {
  /** Its name. */
  public String name() {
    return spec.name();
  }

  /** Whether it runs. */
  public boolean running() {
    return pid != 0;
  }

  /** What it wrote on its serial console since it was made. */
  public Path serialLog() {
    return folder.resolve(VmFolder.SERIAL_LOG);
  }
}
