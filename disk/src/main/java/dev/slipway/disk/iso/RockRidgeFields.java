package dev.slipway.disk.iso;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What Rock Ridge says of one directory record. */
final class RockRidgeFields {
  private static final int MAX_NAME = 255;
  private static final int MAX_TARGET = 4095;
  private static final int MAX_CONTINUATIONS = 32;
  private static final int MAX_CONTINUATION = 8 * IsoRecord.SECTOR;
  private static final int LONG_TIMES = 0x80;
  private static final int CREATION = 1;
  private static final int MODIFICATION = 2;

  private final IsoSource source;
  private final ByteArrayOutputStream nameBytes = new ByteArrayOutputStream();
  private final LinkTarget link = new LinkTarget();

  boolean hasAttributes;
  int mode;
  long uid;
  long gid;
  boolean hasTime;
  long mtime;
  boolean isRelocated;
  boolean hasChild;
  long childSector;
  long deviceHigh;
  long deviceLow;

  /** Where the next stretch of entries is, or a length of 0. */
  private long nextPosition;

  private int nextLength;

  private RockRidgeFields(IsoSource source) {
    this.source = source;
  }

  /**
   * Reads a record's entries, wherever they are.
   *
   * @param skip bytes before the first entry, as SP says
   */
  static RockRidgeFields read(IsoSource source, FoundRecord record, int skip) throws IOException {
    var fields = new RockRidgeFields(source);
    ByteBuffer area = record.systemUse();
    long areaAt = record.position() + 33 + record.identifier().length;
    int from = Math.min(skip, area.limit());
    fields.readArea(area.slice(from, area.limit() - from), areaAt + from);
    for (int i = 0; fields.nextLength > 0; i++) {
      if (i == MAX_CONTINUATIONS) {
        throw source.wrong(record.position(), "more than 32 continuations (CE) of a record");
      }
      long position = fields.nextPosition;
      ByteBuffer next = source.read(position, fields.nextLength);
      fields.nextLength = 0;
      fields.readArea(next, position);
    }
    return fields;
  }

  /** The name; empty where there is none. */
  String name() {
    return nameBytes.toString(StandardCharsets.UTF_8);
  }

  /** The symbolic link's target; empty where there is none. */
  String target() {
    return link.toString();
  }

  int type() {
    return mode >>> RockRidge.TYPE_SHIFT;
  }

  private void readArea(ByteBuffer area, long position) throws IOException {
    int at = 0;
    while (area.limit() - at >= SuspEntry.HEADER && area.get(at) != 0) {
      int length = area.get(at + 2) & 0xFF;
      if (length < SuspEntry.HEADER || length > area.limit() - at) {
        throw source.wrong(
            position + at,
            "a System Use entry of %d bytes where %d are left"
                .formatted(length, area.limit() - at));
      }
      String tag = "" + (char) area.get(at) + (char) area.get(at + 1);
      if (tag.equals("ST")) {
        return;
      }
      ByteBuffer data =
          area.slice(at + SuspEntry.HEADER, length - SuspEntry.HEADER)
              .order(ByteOrder.LITTLE_ENDIAN);
      readEntry(tag, data, position + at);
      at += length;
    }
  }

  private void readEntry(String tag, ByteBuffer data, long position) throws IOException {
    switch (tag) {
      case "CE" -> readContinuation(need(data, 24, tag, position), position);
      case "PX" -> readAttributes(need(data, 32, tag, position));
      case "PN" -> {
        need(data, 16, tag, position);
        deviceHigh = data.getInt(0) & 0xFFFFFFFFL;
        deviceLow = data.getInt(8) & 0xFFFFFFFFL;
      }
      case "NM" -> readName(need(data, 1, tag, position), position);
      case "SL" -> readTarget(need(data, 1, tag, position), position);
      case "TF" -> readTimes(need(data, 1, tag, position), position);
      case "RE" -> isRelocated = true;
      case "CL" -> {
        hasChild = true;
        childSector = need(data, 8, tag, position).getInt(0) & 0xFFFFFFFFL;
      }
      case "ZF" ->
          throw source.wrong(position, "a file compressed by zisofs, which cannot be read");
      default -> {} // SP, ER, PL, padding, and what others put there
    }
  }

  private ByteBuffer need(ByteBuffer data, int length, String tag, long position)
      throws IOException {
    if (data.limit() < length) {
      throw source.wrong(
          position, "%s has %d bytes of data, not %d".formatted(tag, data.limit(), length));
    }
    return data;
  }

  private void readContinuation(ByteBuffer data, long position) throws IOException {
    long length = data.getInt(16) & 0xFFFFFFFFL;
    if (length > MAX_CONTINUATION) {
      throw source.wrong(position, "a continuation (CE) of %d bytes".formatted(length));
    }
    long block = data.getInt(0) & 0xFFFFFFFFL;
    nextPosition = block * IsoRecord.SECTOR + (data.getInt(8) & 0xFFFFFFFFL);
    nextLength = (int) length;
  }

  private void readAttributes(ByteBuffer data) {
    hasAttributes = true;
    mode = data.getInt(0) & 0xFFFF;
    uid = data.getInt(16) & 0xFFFFFFFFL;
    gid = data.getInt(24) & 0xFFFFFFFFL;
  }

  private void readName(ByteBuffer data, long position) throws IOException {
    if ((data.get(0) & (RockRidge.COMPONENT_CURRENT | RockRidge.COMPONENT_PARENT)) != 0) {
      return;
    }
    byte[] bytes = new byte[data.limit() - 1];
    data.get(1, bytes);
    nameBytes.writeBytes(bytes);
    if (nameBytes.size() > MAX_NAME) {
      throw source.wrong(position, "a name of more than %d bytes".formatted(MAX_NAME));
    }
  }

  private void readTarget(ByteBuffer data, long position) throws IOException {
    if (!link.add(data)) {
      throw source.wrong(position, "a component of a link's target (SL) goes beyond the entry");
    }
    if (link.length() > MAX_TARGET) {
      throw source.wrong(position, "a link's target of more than %d bytes".formatted(MAX_TARGET));
    }
  }

  /** The time of modification comes after the one of creation, if that is there. */
  private void readTimes(ByteBuffer data, long position) throws IOException {
    int flags = data.get(0);
    if ((flags & MODIFICATION) == 0 || (flags & LONG_TIMES) != 0) {
      return; // the record's own time has the same precision as long ones are read with
    }
    int at = (flags & CREATION) != 0 ? 8 : 1;
    need(data, at + 7, "TF", position);
    mtime = FoundRecord.time(data, at);
    hasTime = true;
  }
}
