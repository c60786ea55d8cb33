package dev.slipway.disk.vmdk;

import dev.slipway.disk.convert.Chunk;
import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Packing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes compressed grains, each span's table after them, and what finds them at the end. */
final class StreamEncoder implements Encoder {
  private static final int END_OF_STREAM = 0;
  private static final int TABLE = 1;
  private static final int DIRECTORY = 2;
  private static final int FOOTER = 3;

  /** Where the first grain is, in sectors. */
  private static final int OVERHEAD = 128;

  private static final int GRAIN_MARKER = Long.BYTES + Integer.BYTES;

  private final Layout layout;
  private final Packing packing;
  private final Output output;

  /** The file's start in the output. */
  private final long base;

  private final ByteBuffer directory;
  private final ByteBuffer table = littleEndian(Layout.TABLE * Layout.SECTOR);

  /** The span whose grains are in the table; -1 before the first one. */
  private int span = -1;

  StreamEncoder(Layout layout, Packing packing, Output output, byte[] descriptor)
      throws IOException {
    this.layout = layout;
    this.packing = packing;
    this.output = output;
    this.base = output.position();
    this.directory = littleEndian(layout.directory() * Layout.SECTOR);
    output.write(HeaderBytes.stream(layout, HeaderBytes.AT_END, OVERHEAD));
    output.write(descriptor);
    output.skip((OVERHEAD - sector()) * Layout.SECTOR);
  }

  @Override
  public void chunk(Chunk chunk) throws IOException {
    int grain = Math.toIntExact(chunk.position() / Layout.GRAIN_BYTES);
    if (grain / Layout.ENTRIES != span) {
      endSpan();
      span = grain / Layout.ENTRIES;
    }
    table.putInt(grain % Layout.ENTRIES * Integer.BYTES, Layout.place(sector()));
    ZlibGrain zlib = ZlibGrain.of(chunk, packing);
    ByteBuffer marker = littleEndian(GRAIN_MARKER);
    output.write(marker.putLong((long) grain * Layout.GRAIN).putInt(zlib.length()).clear());
    zlib.write(output);
    pad();
  }

  private void endSpan() throws IOException {
    if (span < 0) {
      return;
    }
    mark(TABLE, Layout.TABLE);
    directory.putInt(span * Integer.BYTES, Layout.place(sector()));
    output.write(table.clear());
    table.clear().put(new byte[table.capacity()]);
  }

  @Override
  public void finish() throws IOException {
    endSpan();
    mark(DIRECTORY, layout.directory());
    long directoryAt = sector();
    output.write(directory.clear());
    mark(FOOTER, 1);
    output.write(HeaderBytes.stream(layout, directoryAt, OVERHEAD));
    mark(END_OF_STREAM, 0);
  }

  /** Says what follows, and in how many sectors. A size of 0 tells it from a grain. */
  private void mark(int type, int sectors) throws IOException {
    ByteBuffer marker = littleEndian(Layout.SECTOR);
    output.write(marker.putLong(sectors).putInt(0).putInt(type).clear());
  }

  private void pad() throws IOException {
    output.skip(sector() * Layout.SECTOR - (output.position() - base));
  }

  /** The next whole sector, from the file's start. */
  private long sector() {
    return Layout.roundedUp(output.position() - base, Layout.SECTOR);
  }

  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
