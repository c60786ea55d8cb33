package dev.slipway.disk.iso;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Sectors for the entries that found no room in their records. No record's entries cross a sector's
 * end without an entry that says where they go on: Linux wants that.
 */
final class ContinuationArea {
  private final List<Piece> pieces = new ArrayList<>();
  private long end;

  /** Bytes of the area: where they start in it, and how many. */
  record Place(long offset, int length) {}

  private record Piece(Place place, List<SuspEntry> entries) {}

  /** Takes a record's entries; more than a sector's go on in the next one. */
  Place add(List<SuspEntry> entries) {
    int length = SystemUse.length(entries);
    if (length <= IsoRecord.SECTOR) {
      return place(entries, length);
    }
    List<SuspEntry> here = SystemUse.head(entries, IsoRecord.SECTOR);
    int taken = here.size();
    int hereLength = SystemUse.length(here) + SuspEntry.CONTINUATION_LENGTH;
    Place place = place(here, hereLength);
    here.add(new SuspEntry.Continuation(add(entries.subList(taken, entries.size()))));
    return place;
  }

  private Place place(List<SuspEntry> entries, int length) {
    var place = new Place(IsoRecord.place(end, length), length);
    end = place.offset() + length;
    pieces.add(new Piece(place, entries));
    return place;
  }

  /** The area's size in bytes, whole sectors. */
  long size() {
    return IsoRecord.roundUp(end);
  }

  /**
   * The area's bytes.
   *
   * @param sector where it starts
   */
  byte[] bytes(long sector) {
    byte[] bytes = new byte[Math.toIntExact(size())];
    ByteBuffer out = ByteBuffer.wrap(bytes);
    for (Piece piece : pieces) {
      out.position((int) piece.place().offset());
      piece.entries().forEach(entry -> entry.put(out, sector));
    }
    return bytes;
  }
}
