package dev.slipway.definition;

/** What starts a machine. */
public enum Firmware {
  /** A PC's, from the first sector. */
  BIOS,
  /** From the EFI system partition. */
  UEFI;

  /** Whether machines of this architecture have it. */
  public boolean isOf(Architecture architecture) {
    return this == UEFI || architecture != Architecture.ARM64;
  }
}
