package dev.slipway.disk.ova;

/**
 * What a descriptor asks for.
 *
 * @param name of the machine and its files: letters, digits and {@code ._-}, up to 60
 * @param guest what runs in it
 * @param firmware what starts it
 * @param controller what the disk is attached to
 * @param network its network card
 * @param cpus how many processors, at least 1
 * @param memoryMiB its memory, at least 4
 */
public record Machine(
    String name,
    Guest guest,
    Firmware firmware,
    Controller controller,
    Network network,
    int cpus,
    int memoryMiB) {

  /** Guests, by the numbers of CIM_OperatingSystem and by VMware's names. */
  public enum Guest {
    LINUX_64(101, "otherLinux64Guest"),
    DEBIAN_64(96, "debian11_64Guest"),
    DEBIAN_32(95, "debian11Guest"),
    LINUX_32(36, "otherLinuxGuest");

    final int number;
    final String vmware;

    Guest(int number, String vmware) {
      this.number = number;
      this.vmware = vmware;
    }
  }

  /** What starts the machine. */
  public enum Firmware {
    BIOS,
    EFI
  }

  /** What the disk is attached to. */
  public enum Controller {
    /** An LSI Logic SCSI adapter, which needs mptspi in the guest. */
    LSI_LOGIC,
    /** VMware's own SCSI adapter. */
    VMWARE_SCSI,
    /** SATA as VMware spells it, which old VirtualBox does not import. */
    SATA
  }

  /** Network cards. */
  public enum Network {
    E1000("E1000"),
    VMXNET3("VmxNet3");

    final String label;

    Network(String label) {
      this.label = label;
    }
  }

  /** Refuses what no machine can be. */
  public Machine {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,59}")) {
      throw new IllegalArgumentException(
          "'%s' cannot be a machine's name; use up to 60 letters, digits and ._-".formatted(name));
    }
    if (cpus < 1 || cpus > 128 || memoryMiB < 4 || memoryMiB > 16 << 20) {
      throw new IllegalArgumentException(
          "no machine has %d processors and %d MiB".formatted(cpus, memoryMiB));
    }
  }

  /** One processor, 1 GiB, LSI Logic SCSI, an E1000: what VMware and VirtualBox both import. */
  public static Machine of(String name, Firmware firmware) {
    return new Machine(
        name, Guest.LINUX_64, firmware, Controller.LSI_LOGIC, Network.E1000, 1, 1024);
  }

  /** With other processors and memory. */
  public Machine with(int processors, int mebibytes) {
    return new Machine(name, guest, firmware, controller, network, processors, mebibytes);
  }

  /** With other devices. */
  public Machine with(Controller disk, Network card) {
    return new Machine(name, guest, firmware, disk, card, cpus, memoryMiB);
  }
}
