package dev.slipway.disk.partition;

import dev.slipway.disk.DiskException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A table in the disk's first sector: up to four partitions within the first 2 TiB.
 *
 * @param signature the disk's id, which is what Linux names partitions by (PARTUUID), unsigned
 * @param diskSectors the disk's size in sectors
 * @param partitions in the order of their numbers
 */
record Mbr(int signature, long diskSectors, List<Partition> partitions) implements PartitionTable {
  private static final int MAX_PARTITIONS = 4;
  private static final long MAX_SECTORS = 1L << 32;

  /**
   * Checks the partitions.
   *
   * @throws DiskException for more than four, overlaps, and what does not fit
   */
  static Mbr of(int signature, long diskSectors, List<Partition> partitions) throws DiskException {
    if (partitions.size() > MAX_PARTITIONS) {
      throw new DiskException(
          "an MBR holds %d partitions, not %d; use a GPT"
              .formatted(MAX_PARTITIONS, partitions.size()));
    }
    for (int i = 0; i < partitions.size(); i++) {
      Partition partition = partitions.get(i);
      if (partition.type().code() == 0) {
        throw new DiskException(
            "partition %s: an MBR has no %s partitions; leave it out, the boot code lies before the first partition"
                .formatted(Layout.title(i + 1, partition), partition.type()));
      }
    }
    Layout.check(partitions, 1, Math.min(diskSectors, MAX_SECTORS) - 1);
    return new Mbr(signature, diskSectors, partitions);
  }

  Mbr {
    partitions = List.copyOf(partitions);
  }

  @Override
  public byte[] head() {
    ByteBuffer out = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(MbrSector.DISK_SIGNATURE, signature);
    for (int i = 0; i < partitions.size(); i++) {
      Partition one = partitions.get(i);
      MbrSector.putEntry(out, i, one.bootable(), one.type().code(), one.start(), one.sectors());
    }
    MbrSector.putSignature(out);
    return out.array();
  }

  @Override
  public byte[] tail() {
    return new byte[0];
  }
}
