package dev.slipway.build.debian;

import dev.slipway.definition.Architecture;
import dev.slipway.definition.Base;
import dev.slipway.definition.Definition;
import dev.slipway.definition.Firmware;
import dev.slipway.definition.Kernel;
import dev.slipway.definition.PackageRequest;
import java.util.ArrayList;
import java.util.List;

/** What a definition asks of apt, before apt adds what that depends on. */
public final class WantedPackages {
  private WantedPackages() {}

  /** For the image: the variant's, the kernel, the definition's own and the context's. */
  public static List<String> ofImage(
      Definition definition, Architecture architecture, List<String> forContext) {
    List<String> wanted = new ArrayList<>();
    wanted.add("?essential");
    if (definition.base().variant() != Base.Variant.ESSENTIAL) {
      wanted.add("?priority(required)");
      wanted.add("apt");
    }
    if (definition.base().variant() == Base.Variant.STANDARD) {
      wanted.add("?priority(important)");
      wanted.add("?priority(standard)");
    }
    if (definition.kernel().flavour() != Kernel.Flavour.NONE) {
      wanted.add(kernel(definition.kernel().flavour(), architecture));
      wanted.add("initramfs-tools");
      wanted.add("systemd-sysv");
      wanted.add("udev");
    }
    if (definition.context()) {
      wanted.addAll(forContext);
    }
    definition.packages().stream()
        .filter(p -> p.isFor(architecture))
        .map(PackageRequest::aptName)
        .forEach(wanted::add);
    return wanted.stream().distinct().toList();
  }

  /** For the build: the boot loader. */
  public static List<String> ofTools(Definition definition, Architecture architecture) {
    if (definition.kernel().flavour() == Kernel.Flavour.NONE) {
      return List.of();
    }
    List<String> wanted = new ArrayList<>(List.of("grub-common"));
    for (Firmware firmware : definition.disk().bootOf(architecture)) {
      wanted.add(
          switch (firmware) {
            case BIOS -> "grub-pc-bin";
            case UEFI ->
                switch (architecture) {
                  case AMD64 -> "grub-efi-amd64-bin";
                  case I386 -> "grub-efi-ia32-bin";
                  case ARM64 -> "grub-efi-arm64-bin";
                };
          });
    }
    return wanted.stream().sorted().toList();
  }

  private static String kernel(Kernel.Flavour flavour, Architecture architecture) {
    return switch (architecture) {
      case AMD64 ->
          flavour == Kernel.Flavour.CLOUD ? "linux-image-cloud-amd64" : "linux-image-amd64";
      // Debian has no cloud flavour for i386.
      case I386 -> "linux-image-686-pae";
      case ARM64 ->
          flavour == Kernel.Flavour.CLOUD ? "linux-image-cloud-arm64" : "linux-image-arm64";
    };
  }
}
