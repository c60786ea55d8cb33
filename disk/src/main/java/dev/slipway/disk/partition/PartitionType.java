package dev.slipway.disk.partition;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** What a partition is for. */
public enum PartitionType {
  /** Where GRUB's core image lies on a GPT disk that boots by BIOS; GPT only. */
  BIOS_BOOT("21686148-6449-6e6f-744e-656564454649", 0),
  /** The FAT file system that UEFI firmware boots from. */
  EFI_SYSTEM("c12a7328-f81f-11d2-ba4b-00a0c93ec93b", 0xEF),
  /** A Linux file system. */
  LINUX("0fc63daf-8483-4772-8e79-3d69d8477de4", 0x83),
  /** Swap space. */
  SWAP("0657fd6d-a4ab-43c4-84e5-0933c84b4f4f", 0x82);

  private final UUID guid;
  private final int code;

  PartitionType(String guid, int code) {
    this.guid = UUID.fromString(guid);
    this.code = code;
  }

  /** The type's GUID in a GPT. */
  UUID guid() {
    return guid;
  }

  /** The type's byte in an MBR; 0 for a type that an MBR cannot hold. */
  int code() {
    return code;
  }

  static Optional<PartitionType> ofGuid(UUID guid) {
    return Arrays.stream(values()).filter(type -> type.guid.equals(guid)).findFirst();
  }

  static Optional<PartitionType> ofCode(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code && code != 0).findFirst();
  }
}
