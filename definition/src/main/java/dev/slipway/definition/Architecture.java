package dev.slipway.definition;

import java.util.Arrays;
import java.util.Optional;

/** A processor architecture that images are built for. */
public enum Architecture {
  /** 64-bit PC. */
  AMD64("amd64", "x86_64"),
  /** 32-bit PC. */
  I386("i386", "i686"),
  /** 64-bit ARM. */
  ARM64("arm64", "aarch64");

  private final String debianName;
  private final String machine;

  Architecture(String debianName, String machine) {
    this.debianName = debianName;
    this.machine = machine;
  }

  /** As Debian calls it, and definitions and file names do. */
  public String debianName() {
    return debianName;
  }

  /** As {@code uname -m} calls it. */
  public String machine() {
    return machine;
  }

  /** The one with this Debian name. */
  public static Optional<Architecture> ofDebianName(String name) {
    return Arrays.stream(values()).filter(one -> one.debianName.equals(name)).findFirst();
  }

  /** The one of a machine, by the Java property {@code os.arch} or by {@code uname -m}. */
  public static Optional<Architecture> ofMachine(String name) {
    return switch (name) {
      case "amd64", "x86_64" -> Optional.of(AMD64);
      case "i386", "i486", "i586", "i686", "x86" -> Optional.of(I386);
      case "arm64", "aarch64" -> Optional.of(ARM64);
      default -> Optional.empty();
    };
  }
}
