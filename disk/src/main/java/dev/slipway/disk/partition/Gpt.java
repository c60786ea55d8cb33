package dev.slipway.disk.partition;

import dev.slipway.disk.DiskException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * A GUID partition table with a protective MBR, and its copy at the disk's end: up to 128
 * partitions (UEFI specification 2.10, 5.3).
 *
 * @param guid the disk's GUID
 * @param diskSectors the disk's size in sectors
 * @param partitions in the order of their numbers
 */
record Gpt(UUID guid, long diskSectors, List<Partition> partitions) implements PartitionTable {
  static final int MAX_PARTITIONS = 128;
  static final int ENTRY_SIZE = 128;
  static final int HEADER_SIZE = 92;
  static final long SIGNATURE = 0x5452415020494645L; // "EFI PART"
  static final int NAME_UNITS = 36;
  private static final int REVISION = 0x10000;
  private static final int ENTRY_SECTORS = MAX_PARTITIONS * ENTRY_SIZE / SECTOR;
  private static final long FIRST_USABLE = 2 + ENTRY_SECTORS;
  static final long LEGACY_BIOS_BOOTABLE = 1 << 2;

  /**
   * Checks the partitions.
   *
   * @throws DiskException for more than 128, overlaps, equal GUIDs, and what does not fit
   */
  static Gpt of(UUID guid, long diskSectors, List<Partition> partitions) throws DiskException {
    if (partitions.size() > MAX_PARTITIONS) {
      throw new DiskException(
          "a GPT holds %d partitions, not %d".formatted(MAX_PARTITIONS, partitions.size()));
    }
    if (diskSectors < 2 * FIRST_USABLE) {
      throw new DiskException(
          "a disk of %d sectors is too small for a GPT; it needs %d"
              .formatted(diskSectors, 2 * FIRST_USABLE));
    }
    for (int i = 0; i < partitions.size(); i++) {
      checkNames(partitions, i);
    }
    Layout.check(partitions, FIRST_USABLE, lastUsable(diskSectors));
    return new Gpt(guid, diskSectors, partitions);
  }

  Gpt {
    partitions = List.copyOf(partitions);
  }

  private static void checkNames(List<Partition> partitions, int index) throws DiskException {
    Partition one = partitions.get(index);
    if (one.name().length() > NAME_UNITS) {
      throw new DiskException(
          "partition %d: the name '%s' has %d UTF-16 units; a GPT keeps %d"
              .formatted(index + 1, one.name(), one.name().length(), NAME_UNITS));
    }
    for (Partition other : partitions.subList(0, index)) {
      if (other.guid().equals(one.guid())) {
        throw new DiskException(
            "partitions %d and %d have the same GUID %s"
                .formatted(partitions.indexOf(other) + 1, index + 1, one.guid()));
      }
    }
  }

  @Override
  public byte[] head() {
    byte[] entries = entries();
    byte[] bytes = new byte[(int) FIRST_USABLE * SECTOR];
    ByteBuffer out = littleEndian(bytes);
    MbrSector.putProtective(out, 0, diskSectors);
    MbrSector.putSignature(out);
    out.put(SECTOR, header(1, diskSectors - 1, 2, entries));
    out.put(2 * SECTOR, entries);
    return bytes;
  }

  @Override
  public byte[] tail() {
    byte[] entries = entries();
    byte[] bytes = new byte[(ENTRY_SECTORS + 1) * SECTOR];
    ByteBuffer out = littleEndian(bytes);
    out.put(0, entries);
    long entriesAt = diskSectors - 1 - ENTRY_SECTORS;
    out.put(entries.length, header(diskSectors - 1, 1, entriesAt, entries));
    return bytes;
  }

  private byte[] header(long here, long other, long entriesAt, byte[] entries) {
    byte[] bytes = new byte[SECTOR];
    ByteBuffer out = littleEndian(bytes);
    out.putLong(0, SIGNATURE);
    out.putInt(8, REVISION);
    out.putInt(12, HEADER_SIZE);
    out.putLong(24, here);
    out.putLong(32, other);
    out.putLong(40, FIRST_USABLE);
    out.putLong(48, lastUsable(diskSectors));
    GuidBytes.put(out, 56, guid);
    out.putLong(72, entriesAt);
    out.putInt(80, MAX_PARTITIONS);
    out.putInt(84, ENTRY_SIZE);
    out.putInt(88, crc32(littleEndian(entries), entries.length));
    out.putInt(16, crc32(out, HEADER_SIZE));
    return bytes;
  }

  private byte[] entries() {
    byte[] bytes = new byte[ENTRY_SECTORS * SECTOR];
    ByteBuffer out = littleEndian(bytes);
    for (int i = 0; i < partitions.size(); i++) {
      Partition one = partitions.get(i);
      int at = i * ENTRY_SIZE;
      GuidBytes.put(out, at, one.type().guid());
      GuidBytes.put(out, at + 16, one.guid());
      out.putLong(at + 32, one.start());
      out.putLong(at + 40, one.end() - 1);
      out.putLong(at + 48, one.bootable() ? LEGACY_BIOS_BOOTABLE : 0);
      out.put(at + 56, one.name().getBytes(StandardCharsets.UTF_16LE));
    }
    return bytes;
  }

  static int crc32(ByteBuffer bytes, int length) {
    var crc = new CRC32();
    crc.update(bytes.slice(0, length));
    return (int) crc.getValue();
  }

  private static long lastUsable(long diskSectors) {
    return diskSectors - 2 - ENTRY_SECTORS;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
