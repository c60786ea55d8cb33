package dev.slipway.definition;

/** A kind of partition table. */
public enum TableType {
  /** UEFI Specification 2.10, chapter 5. */
  GPT,
  /** The PC's own, with four entries, up to 2 TiB. */
  MBR
}
