package dev.slipway.disk.vmdk;

import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Inflates grains and keeps the last few, about 4 MiB of them. */
final class GrainCache {
  private static final int KEPT_BYTES = 4 << 20;

  private final FileSource file;
  private final SparseHeader header;
  private final AtomicReferenceArray<@Nullable Kept> slots;

  private record Kept(long number, byte[] bytes) {}

  GrainCache(FileSource file, SparseHeader header) {
    this.file = file;
    this.header = header;
    this.slots = new AtomicReferenceArray<>(Math.clamp(KEPT_BYTES / header.grainBytes(), 2, 64));
  }

  /** The grain's bytes, which are not to be changed. */
  byte[] read(long number, long sector) throws IOException {
    int slot = (int) (number % slots.length());
    Kept kept = slots.get(slot);
    if (kept != null && kept.number == number) {
      return kept.bytes;
    }
    GrainMarker marker = GrainMarker.read(file, sector, header.grainBytes());
    if (marker.lba() != number * header.grain()) {
      throw Fault.at(
          file.name(),
          marker.at(),
          "grain marker's lba",
          "it is of sector %s; the grain table says %d"
              .formatted(Long.toUnsignedString(marker.lba()), number * header.grain()));
    }
    byte[] bytes = marker.inflate(file, header.grainBytes(), header.bytesOf(number));
    slots.set(slot, new Kept(number, bytes));
    return bytes;
  }
}
