package dev.slipway.cloud;

import dev.slipway.cloud.CloudException.Code;
import java.util.Locale;

/** How a machine starts its disk. */
public enum Firmware {
  BIOS,
  UEFI;

  /** The firmware of a name: {@code bios} or {@code uefi}. */
  public static Firmware of(String name) throws CloudException {
    return switch (name) {
      case "bios" -> BIOS;
      case "uefi" -> UEFI;
      default ->
          throw new CloudException(
              Code.BAD_VALUE, "firmware '" + name + "' is not known; use bios or uefi");
    };
  }

  /** In small letters, as on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
