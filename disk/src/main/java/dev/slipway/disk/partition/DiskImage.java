package dev.slipway.disk.partition;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskSink;
import dev.slipway.disk.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A whole disk: a partition table, what the partitions hold, and perhaps BIOS boot code. */
public final class DiskImage implements Volume {
  private static final int SECTOR = PartitionTable.SECTOR;

  private final PartitionTable table;
  private final byte[] head;

  /** What lies between the table's two ends, by its first byte's position. */
  private final NavigableMap<Long, Stretch> stretches = new TreeMap<>();

  /** A volume, and the bytes that it has room for. */
  private record Stretch(Volume volume, long room) {}

  /**
   * Puts a disk together.
   *
   * @param volumes what the partitions hold, by number from 1; the others stay empty
   * @param boot for disks that a BIOS boots
   * @throws DiskException for a volume without a partition or larger than it, and boot code without
   *     a place
   */
  public DiskImage(PartitionTable table, Map<Integer, Volume> volumes, @Nullable BiosBoot boot)
      throws DiskException {
    this.table = table;
    this.head = table.head();
    for (Map.Entry<Integer, Volume> entry : new TreeMap<>(volumes).entrySet()) {
      add(entry.getKey(), entry.getValue());
    }
    if (boot != null) {
      add(boot);
    }
  }

  private void add(int number, Volume volume) throws DiskException {
    if (number < 1 || number > table.partitions().size()) {
      throw new DiskException(
          "there is no partition %d for a volume; the table has %d"
              .formatted(number, table.partitions().size()));
    }
    Partition partition = table.partitions().get(number - 1);
    long room = partition.sectors() * SECTOR;
    if (volume.size() > room) {
      throw new DiskException(
          "partition %s has %d bytes, too few for its volume of %d"
              .formatted(Layout.title(number, partition), room, volume.size()));
    }
    stretches.put(partition.start() * SECTOR, new Stretch(volume, room));
  }

  private void add(BiosBoot boot) throws DiskException {
    long sector = boot.place(table);
    byte[] core = boot.core(sector);
    if (stretches.containsKey(sector * SECTOR)) {
      throw new DiskException(
          "the BIOS boot partition at sector %d is for boot code, not for a volume"
              .formatted(sector));
    }
    System.arraycopy(boot.firstSector(Arrays.copyOf(head, SECTOR), sector), 0, head, 0, SECTOR);
    stretches.put(sector * SECTOR, new Stretch(new Fixed(core), core.length));
  }

  @Override
  public long size() {
    return table.diskSectors() * SECTOR;
  }

  @Override
  public void writeTo(long offset, DiskSink sink) throws IOException {
    sink.write(offset, ByteBuffer.wrap(head));
    for (Map.Entry<Long, Stretch> entry : stretches.entrySet()) {
      long start = offset + entry.getKey();
      long end = start + entry.getValue().room();
      entry.getValue().volume().writeTo(start, new Bounded(sink, start, end));
    }
    byte[] tail = table.tail();
    if (tail.length > 0) {
      sink.write(offset + size() - tail.length, ByteBuffer.wrap(tail));
    }
  }

  /** Bytes that are there already. */
  private record Fixed(byte[] bytes) implements Volume {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public void writeTo(long offset, DiskSink sink) throws IOException {
      sink.write(offset, ByteBuffer.wrap(bytes));
    }
  }

  /** Keeps a volume from writing into its neighbours. */
  private record Bounded(DiskSink sink, long start, long end) implements DiskSink {
    @Override
    public void write(long position, ByteBuffer data) throws IOException {
      if (position < start || data.remaining() > end - position) {
        throw new DiskException(
            "a volume in bytes %d to %d wrote %d bytes at %d"
                .formatted(start, end, data.remaining(), position));
      }
      sink.write(position, data);
    }
  }
}
