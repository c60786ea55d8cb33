package dev.slipway.disk.archive;

import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Gathers the stretches that headers of GNU's old format tell of. */
final class SparseMap {
  private final FileSource file;
  private final long size;
  private final int most;
  private final List<TarEntry.Piece> pieces = new ArrayList<>();
  private long end;
  private long stored;

  /**
   * Of a file.
   *
   * @param size the file's bytes, holes included
   * @param most how many stretches there may be
   */
  SparseMap(FileSource file, long size, int most) {
    this.file = file;
    this.size = size;
    this.most = most;
  }

  /** Takes the stretches of a block; the first one without digits ends them. */
  void add(ByteBuffer block, long where, int from, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      int place = from + i * SparseTar.ENTRY;
      if (block.get(place + SparseTar.NUMBER) == 0) {
        return;
      }
      long offset = TarFields.number(file, block, where, place, SparseTar.NUMBER, "sparse offset");
      long length =
          TarFields.number(
              file, block, where, place + SparseTar.NUMBER, SparseTar.NUMBER, "sparse numbytes");
      if (offset < end || offset > size || length > size - offset || pieces.size() == most) {
        throw Fault.at(
            file.name(), where + place, "sparse", "a stretch is out of order or out of the file");
      }
      if (length > 0) {
        pieces.add(new TarEntry.Piece(offset, length, stored));
        stored += length + Math.floorMod(-length, (long) TarHeader.BLOCK);
      }
      end = offset + length;
    }
  }

  /** All of them, in a member whose stored bytes are there. */
  List<TarEntry.Piece> pieces(long header, long start, long storedSize) throws IOException {
    List<TarEntry.Piece> placed = new ArrayList<>();
    for (TarEntry.Piece each : pieces) {
      if (each.stored() + each.length() > storedSize) {
        throw Fault.at(
            file.name(), header, "size", "is less than the file's stretches have together");
      }
      placed.add(new TarEntry.Piece(each.at(), each.length(), start + each.stored()));
    }
    return placed;
  }
}
