package dev.slipway.cli.doctor;

import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.qemu.Abilities;
import dev.slipway.cloud.qemu.Acceleration;
import dev.slipway.cloud.qemu.Probe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All that Slipway uses and that is not part of it. */
final class Needs {
  private static final String UTIL_LINUX = "util-linux";
  private static final String KEYRING = "debian-archive-keyring";

  private Needs() {}

  /**
   * What is needed on a machine.
   *
   * @param cache where it is kept what QEMU can do
   */
  static List<Need> on(Host host, Path cache) {
    List<Need> all = new ArrayList<>();
    all.addAll(ofBuilds());
    all.addAll(host.isRoot() ? List.of(ofRoot()) : ofOrdinaryUser());
    all.addAll(ofRunning(cache));
    all.addAll(ofForeignArchitectures());
    all.add(Need.program("virsh", "asking libvirt", "libvirt-clients").asOptional());
    return all;
  }

  static List<Need> ofBuilds() {
    return List.of(
        Need.program("apt-get", "finding packages", "apt"),
        Need.program("dpkg", "installing packages", "dpkg"),
        Need.program("dpkg-deb", "unpacking packages", "dpkg"),
        Need.program("tar", "unpacking packages", "tar"),
        Need.program("Debian's keys", "trusting packages", KEYRING)
            .checked(host -> host.fileFinding("/usr/share/keyrings/" + KEYRING + ".gpg")),
        Need.program("unshare", "shutting builds off", UTIL_LINUX),
        Need.program("setpriv", "ending what it starts", UTIL_LINUX),
        Need.program("mount", "layering trees", "mount"),
        Need.program("debugfs", "saying what differs", "e2fsprogs")
            .checked(host -> host.program("debugfs", "-V")));
  }

  private static Need ofRoot() {
    return new Need("namespaces", "shutting builds off", "", false, Namespaces::ofRoot);
  }

  static List<Need> ofOrdinaryUser() {
    String purpose = "builds without root";
    return List.of(
        Need.program("newuidmap", purpose, "uidmap").checked(host -> host.program("newuidmap", "")),
        new Need("/etc/subuid", purpose, "", false, host -> Namespaces.ids(host, "subuid")),
        new Need("/etc/subgid", purpose, "", false, host -> Namespaces.ids(host, "subgid")),
        new Need("user namespaces", purpose, "", false, Namespaces::ofOrdinaryUser));
  }

  static List<Need> ofRunning(Path cache) {
    return List.of(
        Need.program("qemu-system-x86_64", "running PC images", "qemu-system-x86"),
        Need.program("OVMF", "booting by UEFI, amd64", "ovmf")
            .checked(host ->
                host.fileFinding(
                    "/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_CODE.fd")),
        new Need("KVM", "running at full speed", "", true, host -> kvm(host, cache)));
  }

  private static List<Need> ofForeignArchitectures() {
    return List.of(
        Need.program("OVMF32", "booting by UEFI, i386", "ovmf-ia32")
            .checked(host -> host.fileFinding("/usr/share/OVMF/OVMF32_CODE_4M.secboot.fd"))
            .asOptional(),
        Need.program("qemu-system-aarch64", "running arm64 images", "qemu-system-arm").asOptional(),
        Need.program("AAVMF", "booting by UEFI, arm64", "qemu-efi-aarch64")
            .checked(host -> host.fileFinding("/usr/share/AAVMF/AAVMF_CODE.fd"))
            .asOptional(),
        Need.program("qemu-aarch64-static", "building arm64 images", "qemu-user-static")
            .checked(Emulation::ofArm64)
            .asOptional());
  }

  /** Seen by trying: that {@code /dev/kvm} is there says little. */
  private static Finding kvm(Host host, Path cache) throws IOException, InterruptedException {
    if (host.find("qemu-system-x86_64").isEmpty()) {
      return Finding.wrong("KVM cannot be tried without qemu-system-x86_64");
    }
    Abilities found = new Probe(cache).abilities(Architecture.AMD64);
    return found.acceleration() == Acceleration.KVM
        ? Finding.there("")
        : Finding.wrong(found.reason() + "; images run all the same, several times slower");
  }
}
