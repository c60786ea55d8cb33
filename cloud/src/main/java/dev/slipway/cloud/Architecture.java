package dev.slipway.cloud;

import dev.slipway.cloud.CloudException.Code;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What kind of processor a machine has, by Debian's names. */
public enum Architecture {
  AMD64("x86_64", "x86_64"),
  I386("i386", "i686"),
  ARM64("aarch64", "aarch64");

  private final String qemu;
  private final String libvirt;

  Architecture(String qemu, String libvirt) {
    this.qemu = qemu;
    this.libvirt = libvirt;
  }

  /** The architecture of a Debian name: {@code amd64}, {@code i386} or {@code arm64}. */
  public static Architecture of(String name) throws CloudException {
    for (Architecture each : values()) {
      if (each.toString().equals(name)) {
        return each;
      }
    }
    String known =
        Arrays.stream(values()).map(Architecture::toString).collect(Collectors.joining(", "));
    throw new CloudException(
        Code.BAD_VALUE, "architecture '" + name + "' is not known; use one of " + known);
  }

  /** QEMU's program for it. */
  public String qemuProgram() {
    return "qemu-system-" + qemu;
  }

  /** Its name in libvirt's XML. */
  public String libvirtName() {
    return libvirt;
  }

  /** Whether it is one of the PC's. */
  public boolean isPc() {
    return this != ARM64;
  }

  /** Whether a processor of this machine can run its code directly. */
  public boolean runsOn(String hostArchitecture) {
    return switch (hostArchitecture) {
      case "amd64", "x86_64" -> isPc();
      case "aarch64" -> this == ARM64;
      default -> false;
    };
  }

  /** Debian's name. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
