package dev.slipway.disk.partition;

import dev.slipway.disk.DiskException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * GRUB for BIOSes: boot.img goes into the disk's first sector and loads the core image from the
 * BIOS boot partition (GPT), or from the sectors between the MBR and the first partition.
 */
public final class BiosBoot {
  private static final int SECTOR = PartitionTable.SECTOR;

  /** boot.img: where the core's first sector is, as u64. */
  private static final int KERNEL_SECTOR = 0x5C;

  /** boot.img: the drive to load from; 0xFF is the one that the BIOS booted. */
  private static final int BOOT_DRIVE = 0x64;

  /** boot.img: a jump that, made two NOPs, lets it believe the BIOS about the drive. */
  private static final int DRIVE_CHECK = 0x66;

  /**
   * core.img's first sector: the last of its block lists, {u64 start, u16 sectors, u16 segment}.
   */
  private static final int BLOCK_LIST = 0x1F4;

  private static final byte NOP = (byte) 0x90;

  private final byte[] bootImage;
  private final byte[] core;

  /**
   * Checks and takes GRUB's two images.
   *
   * @param bootImage boot.img: 512 bytes ending in 55 AA
   * @param coreImage core.img as grub-mkimage makes it for i386-pc
   */
  public BiosBoot(byte[] bootImage, byte[] coreImage) throws DiskException {
    if (bootImage.length != SECTOR || !MbrSector.hasSignature(ByteBuffer.wrap(bootImage))) {
      throw new DiskException(
          "the boot image is %d bytes; GRUB's boot.img is %d and ends in 55 AA"
              .formatted(bootImage.length, SECTOR));
    }
    if (coreImage.length <= SECTOR) {
      throw new DiskException(
          "the core image is only %d bytes; was it made by grub-mkimage -O i386-pc?"
              .formatted(coreImage.length));
    }
    this.bootImage = bootImage.clone();
    this.core = Arrays.copyOf(coreImage, (coreImage.length + SECTOR - 1) / SECTOR * SECTOR);
    int listed = littleEndian(core).getShort(BLOCK_LIST + 8) & 0xFFFF;
    if (listed != core.length / SECTOR - 1) {
      throw new DiskException(
          "the core image says at %#x that %d sectors follow its first, but there are %d; was it made by grub-mkimage -O i386-pc?"
              .formatted(BLOCK_LIST + 8, listed, core.length / SECTOR - 1));
    }
  }

  /** How many sectors the core image takes. */
  public long coreSectors() {
    return core.length / SECTOR;
  }

  /**
   * Where the core image goes in a disk.
   *
   * @return its first sector
   * @throws DiskException where there is no room for it
   */
  long place(PartitionTable table) throws DiskException {
    return switch (table) {
      case Gpt gpt -> placeInPartition(gpt);
      case Mbr mbr -> placeInGap(mbr);
    };
  }

  private long placeInPartition(Gpt table) throws DiskException {
    Partition partition =
        table.partitions().stream()
            .filter(one -> one.type() == PartitionType.BIOS_BOOT)
            .findFirst()
            .orElseThrow(() ->
                new DiskException(
                    "the disk cannot boot by BIOS: its GPT has no BIOS boot partition (1 MiB is enough)"));
    if (partition.sectors() < coreSectors()) {
      throw new DiskException(
          "the core image has %d sectors, the BIOS boot partition only %d"
              .formatted(coreSectors(), partition.sectors()));
    }
    return partition.start();
  }

  private long placeInGap(Mbr table) throws DiskException {
    long first =
        table.partitions().stream()
            .mapToLong(Partition::start)
            .min()
            .orElse(Math.min(PartitionTable.ALIGNMENT, table.diskSectors()));
    if (1 + coreSectors() > first) {
      throw new DiskException(
          "the core image has %d sectors, but only %d lie between the MBR and the first partition at %d"
              .formatted(coreSectors(), first - 1, first));
    }
    return 1;
  }

  /** The disk's first sector: boot.img, told where the core is, around the table's own bytes. */
  byte[] firstSector(byte[] tableSector, long coreSector) {
    byte[] sector = bootImage.clone();
    System.arraycopy(
        tableSector,
        MbrSector.DISK_SIGNATURE,
        sector,
        MbrSector.DISK_SIGNATURE,
        SECTOR - MbrSector.DISK_SIGNATURE);
    littleEndian(sector).putLong(KERNEL_SECTOR, coreSector);
    sector[BOOT_DRIVE] = (byte) 0xFF;
    sector[DRIVE_CHECK] = NOP;
    sector[DRIVE_CHECK + 1] = NOP;
    return sector;
  }

  /** The core image, told where its second sector is. */
  byte[] core(long coreSector) {
    byte[] patched = core.clone();
    littleEndian(patched).putLong(BLOCK_LIST, coreSector + 1);
    return patched;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
