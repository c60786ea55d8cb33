package dev.slipway.cloud.qemu;

import dev.slipway.cloud.Architecture;
import dev.slipway.cloud.CloudException;
import dev.slipway.cloud.CloudException.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of a UEFI firmware.
 *
 * @param code the firmware itself, never written
 * @param variables its variables as they are at first; each machine needs its own copy
 * @param secure whether it must run in system management mode
 */
public record FirmwareFiles(Path code, Path variables, boolean secure) {
  private static final Path FOLDER = Path.of("/usr/share");

  /** The UEFI firmware for an architecture, from where Debian's packages put it. */
  public static FirmwareFiles uefi(Architecture architecture) throws CloudException {
    return uefi(architecture, FOLDER);
  }

  static FirmwareFiles uefi(Architecture architecture, Path folder) throws CloudException {
    List<FirmwareFiles> candidates =
        switch (architecture) {
          case AMD64 ->
              List.of(
                  files(folder, "OVMF/OVMF_CODE_4M.fd", "OVMF/OVMF_VARS_4M.fd", false),
                  files(folder, "OVMF/OVMF_CODE.fd", "OVMF/OVMF_VARS.fd", false));
          case I386 ->
              List.of(
                  files(folder, "OVMF/OVMF32_CODE_4M.secboot.fd", "OVMF/OVMF32_VARS_4M.fd", true));
          case ARM64 -> List.of(files(folder, "AAVMF/AAVMF_CODE.fd", "AAVMF/AAVMF_VARS.fd", false));
        };
    for (FirmwareFiles files : candidates) {
      if (Files.isReadable(files.code) && Files.isReadable(files.variables)) {
        return files;
      }
    }
    throw new CloudException(
        Code.MISSING,
        "UEFI firmware for "
            + architecture
            + " is not there ("
            + candidates.getFirst().code
            + "); install the package "
            + packageOf(architecture));
  }

  private static FirmwareFiles files(Path folder, String code, String variables, boolean secure) {
    return new FirmwareFiles(folder.resolve(code), folder.resolve(variables), secure);
  }

  private static String packageOf(Architecture architecture) {
    return switch (architecture) {
      case AMD64 -> "ovmf";
      case I386 -> "ovmf-ia32";
      case ARM64 -> "qemu-efi-aarch64";
    };
  }
}
