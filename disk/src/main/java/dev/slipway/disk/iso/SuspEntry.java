package dev.slipway.disk.iso;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An entry of the System Use Sharing Protocol: two letters, length, version 1, data. */
sealed interface SuspEntry {
  int HEADER = 4;
  int MAX_DATA = 251;

  /** How long a continuation entry is. */
  int CONTINUATION_LENGTH = 28;

  int length();

  /**
   * Puts the entry.
   *
   * @param continuation the sector where the continuation area starts
   */
  void put(ByteBuffer out, long continuation);

  /** One whose data are known from the start. */
  record Fixed(String tag, byte[] data) implements SuspEntry {
    @Override
    public int length() {
      return HEADER + data.length;
    }

    @Override
    public void put(ByteBuffer out, long continuation) {
      putHeader(out, tag, length());
      out.put(data);
    }
  }

  /** One that says where a directory lies (CL, PL). */
  record Pointer(String tag, IsoDirectory directory) implements SuspEntry {
    @Override
    public int length() {
      return HEADER + 8;
    }

    @Override
    public void put(ByteBuffer out, long continuation) {
      putHeader(out, tag, length());
      IsoRecord.putBoth(out, directory.sector);
    }
  }

  /** One that says where the entries go on (CE). */
  record Continuation(ContinuationArea.Place place) implements SuspEntry {
    @Override
    public int length() {
      return CONTINUATION_LENGTH;
    }

    @Override
    public void put(ByteBuffer out, long continuation) {
      putHeader(out, "CE", length());
      IsoRecord.putBoth(out, continuation + place.offset() / IsoRecord.SECTOR);
      IsoRecord.putBoth(out, place.offset() % IsoRecord.SECTOR);
      IsoRecord.putBoth(out, place.length());
    }
  }

  private static void putHeader(ByteBuffer out, String tag, int length) {
    out.put(tag.getBytes(StandardCharsets.US_ASCII)).put((byte) length).put((byte) 1);
  }
}
