package dev.slipway.disk.vmdk;

import dev.slipway.disk.convert.Chunk;
import dev.slipway.disk.convert.ChunkMap;
import dev.slipway.disk.convert.Encoder;
import dev.slipway.disk.convert.Output;
import java.io.IOException;

/** Writes all tables, twice, and then the grains. Empty tables have their room too, as holes. */
final class SparseEncoder implements Encoder {
  private static final long REDUNDANT_AT = Layout.DESCRIPTOR_AT + Layout.DESCRIPTOR;

  private final Layout layout;
  private final ChunkMap map;
  private final Output output;

  /** The first grain's sector. */
  private final long overhead;

  SparseEncoder(Layout layout, ChunkMap map, Output output, byte[] descriptor) throws IOException {
    this.layout = layout;
    this.map = map;
    this.output = output;
    long room = layout.directory() + (long) layout.tables() * Layout.TABLE;
    long primary = REDUNDANT_AT + room;
    overhead = Layout.roundedUp(primary + room, Layout.GRAIN) * Layout.GRAIN;
    // Not only when a table has it: nothing is written then.
    Layout.place(overhead + (long) map.count() * Layout.GRAIN);
    output.write(HeaderBytes.sparse(layout, REDUNDANT_AT, primary, overhead));
    output.write(descriptor);
    writeTables(REDUNDANT_AT);
    writeTables(primary);
    output.skip((overhead - primary - room) * Layout.SECTOR);
  }

  private void writeTables(long directoryAt) throws IOException {
    Entries directory = new Entries(layout.directory());
    long first = directoryAt + layout.directory();
    for (int table = 0; table < layout.tables(); table++) {
      directory.put(table, Layout.place(first + (long) table * Layout.TABLE));
    }
    directory.write(output);
    writeGrainTables();
  }

  private void writeGrainTables() throws IOException {
    Entries entries = new Entries(Layout.TABLE);
    long grainAt = overhead;
    int table = 0;
    for (int next = map.next(0); next >= 0; ) {
      int with = next / Layout.ENTRIES;
      skipTables(with - table);
      for (; next >= 0 && next / Layout.ENTRIES == with; next = map.next(next + 1)) {
        entries.put(next % Layout.ENTRIES, Layout.place(grainAt));
        grainAt += Layout.GRAIN;
      }
      entries.write(output);
      table = with + 1;
    }
    skipTables(layout.tables() - table);
  }

  private void skipTables(int count) throws IOException {
    output.skip((long) count * Layout.TABLE * Layout.SECTOR);
  }

  @Override
  public void chunk(Chunk chunk) throws IOException {
    output.write(chunk.bytes(), chunk.offset(), chunk.length());
    output.skip(Layout.GRAIN_BYTES - chunk.length());
  }

  @Override
  public void finish() {
    // The last grain was the end.
  }
}
