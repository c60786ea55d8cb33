package dev.slipway.disk.vhdx;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.Extent;
import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A VHDX without a parent, for reading. A log is replayed in memory. */
public final class VhdxDisk implements Disk {
  private final VhdxFile vhdx;

  private VhdxDisk(VhdxFile vhdx) {
    this.vhdx = vhdx;
  }

  /**
   * Opens one.
   *
   * @param file closed with the disk, and when it is refused
   */
  public static VhdxDisk open(FileSource file) throws IOException {
    try {
      return new VhdxDisk(VhdxFile.read(file));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public long size() {
    return vhdx.metadata().size();
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    Objects.checkFromIndexSize(position, target.remaining(), size());
    int blockSize = vhdx.blocks().blockSize();
    int end = target.limit();
    long at = position;
    while (target.position() < end) {
      long block = at / blockSize;
      int within = (int) (at % blockSize);
      int count = Math.min(end - target.position(), blockSize - within);
      target.limit(target.position() + count);
      long place = place(block);
      if (place == 0) {
        Zero.fill(target);
      } else {
        vhdx.file().read(place + within, target);
      }
      at += count;
    }
  }

  /** Where a block is in the file; 0 where it is zero (section 2.5.1.1). */
  private long place(long block) throws IOException {
    long index = vhdx.blocks().index(block);
    long entry = vhdx.bat().get(index);
    return switch (Blocks.state(entry)) {
      case Blocks.NOT_PRESENT, Blocks.UNDEFINED, Blocks.ZERO, Blocks.UNMAPPED -> 0;
      case Blocks.PRESENT -> {
        long offset = Blocks.offset(entry);
        int length = vhdx.blocks().length(block);
        if (offset < Region.UNIT || offset > vhdx.file().size() - length) {
          throw fault(index, "the block at 0x%x is not within the file's blocks".formatted(offset));
        }
        yield offset;
      }
      case Blocks.PARTIAL -> throw fault(index, "a part of the block is said to be in a parent");
      default -> throw fault(index, "%d is no state".formatted(Blocks.state(entry)));
    };
  }

  private DiskException fault(long index, String problem) {
    return Fault.at(vhdx.file().name(), vhdx.bat().place(index), "BAT entry", problem);
  }

  @Override
  public void write(long position, ByteBuffer source) throws IOException {
    throw new DiskException(vhdx.file().name() + " is open for reading only");
  }

  @Override
  public @Nullable Extent nextExtent(long from, long to) throws IOException {
    Objects.checkFromToIndex(from, to, size());
    long blockSize = vhdx.blocks().blockSize();
    long block = from / blockSize;
    long end = (to + blockSize - 1) / blockSize;
    while (block < end && place(block) == 0) {
      block++;
    }
    long first = block;
    while (block < end && place(block) != 0) {
      block++;
    }
    long start = Math.max(from, first * blockSize);
    long stop = Math.min(to, block * blockSize);
    return first < end && start < stop ? new Extent(start, stop - start) : null;
  }

  @Override
  public void flush() {
    // Nothing is written.
  }

  @Override
  public void close() throws IOException {
    vhdx.file().close();
  }
}
