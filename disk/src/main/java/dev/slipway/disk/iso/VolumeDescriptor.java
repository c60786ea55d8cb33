package dev.slipway.disk.iso;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Volume descriptors: primary (8.4), Joliet's supplementary (8.5), and the set's end (8.3). */
final class VolumeDescriptor {
  static final int PRIMARY = 1;
  static final int SUPPLEMENTARY = 2;
  static final int TERMINATOR = 255;
  static final String MAGIC = "CD001";
  static final int LABEL = 40;
  static final int LABEL_LENGTH = 32;
  static final int ESCAPES = 88;
  static final int BLOCK_SIZE = 128;
  static final int ROOT = 156;
  private static final String UCS2_LEVEL_3 = "%/E";

  private final byte[] bytes = new byte[IsoRecord.SECTOR];
  private final ByteBuffer out = ByteBuffer.wrap(bytes);
  private final Charset charset;

  private VolumeDescriptor(int type, Charset charset) {
    this.charset = charset;
    out.put((byte) type).put(MAGIC.getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
  }

  static byte[] terminator() {
    return new VolumeDescriptor(TERMINATOR, StandardCharsets.US_ASCII).bytes;
  }

  /**
   * The descriptor of a hierarchy.
   *
   * @param sectors of the whole image
   * @param tableSector where the little-endian path table is; the other one follows
   * @param time in seconds since 1970
   */
  static byte[] of(
      IsoNames.Kind kind,
      String label,
      long sectors,
      PathTable table,
      long tableSector,
      byte[] root,
      long time) {
    boolean joliet = kind == IsoNames.Kind.JOLIET;
    var descriptor =
        joliet
            ? new VolumeDescriptor(SUPPLEMENTARY, StandardCharsets.UTF_16BE)
            : new VolumeDescriptor(PRIMARY, StandardCharsets.US_ASCII);
    if (joliet) {
      descriptor.out.put(ESCAPES, UCS2_LEVEL_3.getBytes(StandardCharsets.US_ASCII));
    }
    descriptor.putPlaces(sectors, table, tableSector, root);
    descriptor.putTexts(label);
    descriptor.putTimes(time);
    descriptor.out.put(881, (byte) 1);
    return descriptor.bytes;
  }

  private void putPlaces(long sectors, PathTable table, long tableSector, byte[] root) {
    IsoRecord.putBoth(out.position(80), sectors);
    IsoRecord.putBothShort(out.position(120), 1);
    IsoRecord.putBothShort(out.position(124), 1);
    IsoRecord.putBothShort(out.position(BLOCK_SIZE), IsoRecord.SECTOR);
    IsoRecord.putBoth(out.position(132), table.size());
    out.order(ByteOrder.LITTLE_ENDIAN).putInt(140, (int) tableSector);
    out.order(ByteOrder.BIG_ENDIAN).putInt(148, (int) (tableSector + table.sectors()));
    out.put(ROOT, root);
  }

  private void putTexts(String label) {
    putText(8, 32, "LINUX");
    putText(LABEL, LABEL_LENGTH, label);
    putText(190, 128, "");
    putText(318, 128, "");
    putText(446, 128, "");
    putText(574, 128, "SLIPWAY");
    putText(702, 37, "");
    putText(739, 37, "");
    putText(776, 37, "");
  }

  /** Text padded with spaces; what does not fit is cut off. */
  private void putText(int at, int length, String text) {
    byte[] space = " ".getBytes(charset);
    byte[] given = text.getBytes(charset);
    int whole = length / space.length * space.length;
    for (int i = 0; i < whole; i++) {
      bytes[at + i] = i < given.length ? given[i] : space[i % space.length];
    }
  }

  /** Made and changed at the time; expires and takes effect never said (8.4.26.1). */
  private void putTimes(long time) {
    String digits =
        IsoRecord.time(time).format(DateTimeFormatter.ofPattern("uuuuMMddHHmmss'00'", Locale.ROOT));
    String[] times = {digits, digits, "0".repeat(16), "0".repeat(16)};
    for (int i = 0; i < times.length; i++) {
      out.put(813 + i * 17, times[i].getBytes(StandardCharsets.US_ASCII));
    }
  }
}
