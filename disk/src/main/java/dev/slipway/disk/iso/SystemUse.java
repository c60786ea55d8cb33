package dev.slipway.disk.iso;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The entries at a record's end; what does not fit there lies in the continuation area. */
record SystemUse(List<SuspEntry> entries) {
  static final SystemUse NONE = new SystemUse(List.of());

  SystemUse {
    entries = List.copyOf(entries);
  }

  /**
   * Parts entries between a record and the continuation area.
   *
   * @param room bytes left in the record
   */
  static SystemUse fit(List<SuspEntry> all, int room, ContinuationArea area) {
    if (length(all) <= room) {
      return new SystemUse(all);
    }
    List<SuspEntry> here = head(all, room);
    here.add(new SuspEntry.Continuation(area.add(all.subList(here.size(), all.size()))));
    return new SystemUse(here);
  }

  /** The first entries, as many as leave room for one that says where the others are. */
  static List<SuspEntry> head(List<SuspEntry> all, int room) {
    List<SuspEntry> head = new ArrayList<>();
    int left = room - SuspEntry.CONTINUATION_LENGTH;
    for (SuspEntry entry : all) {
      left -= entry.length();
      if (left < 0) {
        break;
      }
      head.add(entry);
    }
    return head;
  }

  static int length(List<SuspEntry> entries) {
    return entries.stream().mapToInt(SuspEntry::length).sum();
  }

  int length() {
    return length(entries);
  }

  void put(ByteBuffer out, long continuation) {
    entries.forEach(entry -> entry.put(out, continuation));
  }
}
