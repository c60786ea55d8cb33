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

  private final Entries directory;
  private final Entries table = new Entries(Layout.TABLE);

  /** The span whose grains are in the table; -1 before the first one. */
  private int span = -1;

  StreamEncoder(Layout layout, Packing packing, Output output, byte[] descriptor)
      throws IOException {
    this.layout = layout;
    this.packing = packing;
    this.output = output;
    this.base = output.position();
    this.directory = new Entries(layout.directory());
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
    table.put(grain % Layout.ENTRIES, Layout.place(sector()));
    ZlibGrain zlib = ZlibGrain.of(chunk, packing);
    byte[] marker = new byte[GRAIN_MARKER];
    littleEndian(marker).putLong((long) grain * Layout.GRAIN).putInt(zlib.length());
    output.write(marker);
    zlib.write(output);
    pad();
  }

  private void endSpan() throws IOException {
    if (span < 0) {
      return;
    }
    mark(TABLE, Layout.TABLE);
    directory.put(span, Layout.place(sector()));
    table.write(output);
  }

  @Override
  public void finish() throws IOException {
    endSpan();
    mark(DIRECTORY, layout.directory());
    long directoryAt = sector();
    directory.write(output);
    mark(FOOTER, 1);
    output.write(HeaderBytes.stream(layout, directoryAt, OVERHEAD));
    mark(END_OF_STREAM, 0);
  }

  /** Says what follows, and in how many sectors. A size of 0 tells it from a grain. */
  private void mark(int type, int sectors) throws IOException {
    byte[] marker = new byte[Layout.SECTOR];
    littleEndian(marker).putLong(sectors).putInt(0).putInt(type);
    output.write(marker);
  }

  private void pad() throws IOException {
    output.skip(sector() * Layout.SECTOR - (output.position() - base));
  }

  /** The next whole sector, from the file's start. */
  private long sector() {
    return Layout.roundedUp(output.position() - base, Layout.SECTOR);
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
