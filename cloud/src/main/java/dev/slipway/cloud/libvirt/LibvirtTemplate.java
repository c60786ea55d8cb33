package dev.slipway.cloud.libvirt;

import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.CloudException.Code;
import dev.slipway.cloud.Firmware;
import dev.slipway.cloud.InstanceName;
import dev.slipway.cloud.qemu.Acceleration;
import dev.slipway.disk.DiskFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prints libvirt domain templates, after checking that libvirt will take them. */
public final class LibvirtTemplate {
  private final Path interfaces;

  /** Templates for this machine. */
  public LibvirtTemplate() {
    this(Path.of("/sys/class/net"));
  }

  LibvirtTemplate(Path interfaces) {
    this.interfaces = interfaces;
  }

  /**
   * Prints a template.
   *
   * @param acceleration what a probe of the machine that it is for found
   * @param known the domains that it must not clash with
   * @throws CloudException with every fault that was found, a line each
   */
  public String print(LibvirtSpec spec, Acceleration acceleration, List<Domain> known)
      throws IOException {
    List<CloudException> faults = new ArrayList<>();
    checkMachine(spec, faults);
    clashes(spec, known, faults);
    checkFiles(spec, faults);
    checkBridge(spec, faults);
    if (!faults.isEmpty()) {
      List<String> messages = faults.stream().map(Throwable::getMessage).toList();
      throw new CloudException(faults.getFirst().code(), String.join("\n", messages));
    }
    return DomainXml.of(spec, DiskFormat.probe(spec.disk()), acceleration);
  }

  private static void checkMachine(LibvirtSpec spec, List<CloudException> faults) {
    try {
      InstanceName.check(spec.name());
    } catch (CloudException e) {
      faults.add(e);
    }
    if (spec.memoryMiB() < 1 || spec.vcpus() < 1) {
      faults.add(
          new CloudException(
              Code.BAD_VALUE,
              "a domain with "
                  + spec.memoryMiB()
                  + " MiB and "
                  + spec.vcpus()
                  + " processors cannot run; give at least 1 of each"));
    }
    if (spec.architecture() == Architecture.ARM64 && spec.firmware() == Firmware.BIOS) {
      faults.add(new CloudException(Code.BAD_VALUE, "arm64 has no BIOS; use firmware uefi"));
    }
  }

  private static void clashes(LibvirtSpec spec, List<Domain> known, List<CloudException> faults) {
    for (Domain domain : known) {
      if (domain.name().equals(spec.name())) {
        faults.add(
            new CloudException(
                Code.TAKEN,
                "a domain named "
                    + spec.name()
                    + " is there already ("
                    + domain.place()
                    + "); choose another name"));
      }
      if (spec.uuid().isPresent() && domain.uuid().equals(spec.uuid())) {
        faults.add(
            new CloudException(
                Code.TAKEN,
                "UUID "
                    + spec.uuid().get()
                    + " belongs to the domain "
                    + domain.name()
                    + " ("
                    + domain.place()
                    + "); choose another, or leave it out"));
      }
    }
  }

  private static void checkFiles(LibvirtSpec spec, List<CloudException> faults) {
    checkFile("disk", spec.disk(), "make it with slipway disk overlay").ifPresent(faults::add);
    spec.context()
        .flatMap(iso -> checkFile("context medium", iso, "make it with slipway context create"))
        .ifPresent(faults::add);
    spec.emulator()
        .flatMap(
            program -> checkFile("emulator", program, "name a program that is, or leave it out"))
        .ifPresent(faults::add);
  }

  private static Optional<CloudException> checkFile(String what, Path file, String remedy) {
    if (!Files.isRegularFile(file)) {
      return Optional.of(
          new CloudException(Code.MISSING, what + " " + file + " is not there; " + remedy));
    }
    if (!file.toString().chars().allMatch(LibvirtTemplate::isXmlCharacter)) {
      return Optional.of(
          new CloudException(
              Code.BAD_VALUE,
              what
                  + " "
                  + file
                  + " has a character in its path that XML does not allow; rename it"));
    }
    return Optional.empty();
  }

  /** XML 1.0, section 2.2; surrogates come in pairs in a path that Java could decode. */
  private static boolean isXmlCharacter(int c) {
    return c >= 0x20 && c < 0xfffe;
  }

  private void checkBridge(LibvirtSpec spec, List<CloudException> faults) {
    String bridge = spec.bridge();
    boolean plain = bridge.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,14}");
    if (!plain || !Files.exists(interfaces.resolve(bridge))) {
      faults.add(
          new CloudException(
              Code.MISSING,
              "bridge "
                  + bridge
                  + " is not there; libvirt makes virbr0 with: virsh net-start default"));
    } else if (!Files.isDirectory(interfaces.resolve(bridge).resolve("bridge"))) {
      faults.add(
          new CloudException(
              Code.BAD_VALUE,
              "network interface " + bridge + " is not a bridge; name one that is"));
    }
  }
}
