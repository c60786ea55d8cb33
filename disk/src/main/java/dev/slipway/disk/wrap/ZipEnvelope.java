package dev.slipway.disk.wrap;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.convert.Output;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * A zip of one deflated member (PKWARE's APPNOTE, sections 4.3 and 4.5.3). Whether its sizes have
 * 64 bits is decided by the disk's size, before anything is known of the file's.
 */
final class ZipEnvelope implements Envelope {
  private static final long LARGE = 3L << 30;
  private static final long MOST = 0xffffffffL;
  private static final byte[] LAST_BLOCK = {3, 0};
  private static final int LOCAL = 30;
  private static final int CENTRAL = 46;
  private static final int EXTRA = 20;

  private final Output output;
  private final byte[] name;
  private final int dosTime;
  private final boolean large;
  private long dataAt;

  ZipEnvelope(Output output, String name, Instant time, long diskSize) {
    this.output = output;
    this.name = name.getBytes(StandardCharsets.UTF_8);
    this.dosTime = dosTime(time);
    this.large = diskSize >= LARGE;
  }

  /** MS-DOS's seven bits of years since 1980, and so on down to two seconds. */
  private static int dosTime(Instant time) {
    LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    if (utc.getYear() < 1980 || utc.getYear() > 2107) {
      return 1 << 21 | 1 << 16;
    }
    return utc.getYear() - 1980 << 25
        | utc.getMonthValue() << 21
        | utc.getDayOfMonth() << 16
        | utc.getHour() << 11
        | utc.getMinute() << 5
        | utc.getSecond() / 2;
  }

  @Override
  public void begin() throws IOException {
    output.skip(local(0, 0, 0).length);
    dataAt = output.position();
  }

  @Override
  public void end(int crc, long length) throws IOException {
    output.write(LAST_BLOCK);
    long packed = output.position() - dataAt;
    if (!large && (length > MOST || packed > MOST)) {
      throw new DiskException("the file is much larger than its disk, too large for this zip");
    }
    long central = output.position();
    output.write(central(crc, packed, length));
    output.write(ending(central, output.position() - central));
    output.patch(0, local(crc, packed, length));
  }

  private byte[] local(int crc, long packed, long length) {
    ByteBuffer bytes = buffer(LOCAL + name.length + (large ? EXTRA : 0));
    bytes.putInt(0x04034b50);
    common(bytes, crc, packed, length);
    bytes.put(name);
    sizes(bytes, packed, length);
    return all(bytes);
  }

  private byte[] central(int crc, long packed, long length) {
    ByteBuffer bytes = buffer(CENTRAL + name.length + (large ? EXTRA : 0));
    // Made on Unix, which gives the attributes a meaning.
    bytes.putInt(0x02014b50).putShort((short) (3 << 8 | version()));
    common(bytes, crc, packed, length);
    bytes.putShort((short) 0).putShort((short) 0).putShort((short) 0);
    bytes.putInt(0100644 << 16).putInt(0);
    bytes.put(name);
    sizes(bytes, packed, length);
    return all(bytes);
  }

  private void common(ByteBuffer bytes, int crc, long packed, long length) {
    int utf8 = 1 << 11;
    bytes.putShort((short) version()).putShort((short) utf8).putShort((short) 8);
    bytes.putInt(dosTime).putInt(crc);
    bytes.putInt((int) (large ? MOST : packed)).putInt((int) (large ? MOST : length));
    bytes.putShort((short) name.length).putShort((short) (large ? EXTRA : 0));
  }

  private int version() {
    return large ? 45 : 20;
  }

  private void sizes(ByteBuffer bytes, long packed, long length) {
    if (large) {
      bytes.putShort((short) 1).putShort((short) (EXTRA - 4)).putLong(length).putLong(packed);
    }
  }

  private byte[] ending(long central, long size) {
    ByteBuffer bytes = buffer(22 + (large ? 56 + 20 : 0));
    if (large) {
      bytes.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
      bytes.putInt(0).putInt(0).putLong(1).putLong(1).putLong(size).putLong(central);
      bytes.putInt(0x07064b50).putInt(0).putLong(central + size).putInt(1);
    }
    bytes.putInt(0x06054b50).putInt(0).putShort((short) 1).putShort((short) 1);
    bytes.putInt((int) size).putInt((int) (large ? MOST : central)).putShort((short) 0);
    return all(bytes);
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] all(ByteBuffer bytes) {
    byte[] array = new byte[bytes.flip().remaining()];
    bytes.get(array);
    return array;
  }
}
