package dev.slipway.disk.vhd;

import dev.slipway.disk.check.CheckReport;
import dev.slipway.disk.check.Finding.Kind;
import dev.slipway.disk.check.Findings;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Looks for what is wrong in a VHD, as vhd-util's check does, and changes nothing. */
public final class VhdCheck {
  private static final int RESERVED_FROM = 85;
  private static final int PAGE = 4096;

  private final FileSource file;
  private final Findings findings = new Findings();
  private long blocks;

  private VhdCheck(FileSource file) {
    this.file = file;
  }

  /**
   * Checks a VHD.
   *
   * @throws dev.slipway.disk.DiskException where footer or header cannot be read at all
   */
  public static CheckReport check(FileSource file) throws IOException {
    VhdCheck check = new VhdCheck(file);
    check.run();
    return check.findings.report(check.blocks, 0);
  }

  private void run() throws IOException {
    long end = VhdDisk.end(file);
    boolean whole = VhdFooter.isAt(file, end);
    if (!whole) {
      findings.add(
          Kind.CHECKSUM, Math.max(0, end), "there is no whole footer: the file's end is missing");
    }
    long at = whole ? end : 0;
    VhdFooter footer = VhdFooter.read(file, at);
    footer(at, footer);
    long size = footer.diskSize(file, at);
    if (footer.type() == VhdFooter.DYNAMIC) {
      copy(end, whole);
      dynamic(footer, VhdHeader.read(file, footer.dataOffset(), size), size);
    } else {
      VhdDisk.open(file);
      blocks = size / 512;
      if (size != end) {
        bad(end, "the disk has %d bytes, but %d stand before the footer".formatted(size, end));
      }
    }
  }

  private void bad(long at, String message) {
    findings.add(Kind.BAD_ENTRY, at, message);
  }

  private void footer(long at, VhdFooter footer) throws IOException {
    ByteBuffer bytes = file.bytes(at, VhdFooter.SIZE, ByteOrder.BIG_ENDIAN, "footer");
    for (int i = RESERVED_FROM; i < VhdFooter.SIZE; i++) {
      if (bytes.get(i) != 0) {
        bad(at + i, "the footer's reserved bytes are not zero");
        break;
      }
    }
    if (footer.id().getMostSignificantBits() == 0 && footer.id().getLeastSignificantBits() == 0) {
      bad(at + 68, "the footer's unique id is zero");
    }
    if (footer.geometry().total() * 512 > Math.max(footer.currentSize(), bytes.getLong(40))) {
      bad(at + 56, "the footer's geometry is larger than the disk");
    }
  }

  private void copy(long end, boolean whole) throws IOException {
    ByteBuffer first = file.bytes(0, VhdFooter.SIZE, ByteOrder.BIG_ENDIAN, "footer's copy");
    if (!VhdFooter.isAt(file, 0)) {
      findings.add(Kind.CHECKSUM, 0, "the footer's copy at the file's start is damaged");
    } else if (whole
        && !first.equals(file.bytes(end, VhdFooter.SIZE, ByteOrder.BIG_ENDIAN, "footer"))) {
      bad(0, "the footer and its copy at the file's start differ");
    }
  }

  private void dynamic(VhdFooter footer, VhdHeader header, long size) throws IOException {
    long headerAt = footer.dataOffset();
    ByteBuffer bytes = file.bytes(headerAt, VhdHeader.SIZE, ByteOrder.BIG_ENDIAN, "header");
    int sum = VhdFooter.checksum(bytes, VhdHeader.SIZE, VhdHeader.CHECKSUM_AT);
    if (bytes.getInt(VhdHeader.CHECKSUM_AT) != sum) {
      findings.add(
          Kind.CHECKSUM,
          headerAt + VhdHeader.CHECKSUM_AT,
          "the dynamic header's checksum is not that of its bytes");
    }
    int[] table = VhdDisk.table(file, header, size);
    long tableEnd = header.tableOffset() + 4L * header.entries();
    entries(header, table, Math.max(tableEnd, headerAt + VhdHeader.SIZE));
    batmap(header);
  }

  /** Each block lies in the file, behind the tables, and on no other. */
  private void entries(VhdHeader header, int[] table, long from) {
    long length = header.bitmapSize() + (long) header.blockSize();
    long[] places = new long[table.length];
    int used = 0;
    for (int i = 0; i < table.length; i++) {
      if (table[i] == -1) {
        continue;
      }
      long at = (table[i] & 0xffff_ffffL) * 512;
      long entryAt = header.tableOffset() + 4L * i;
      if (at < from) {
        findings.add(Kind.OVERLAP, entryAt, "block %d lies on the file's tables".formatted(i));
      } else if (at > VhdDisk.end(file) - length) {
        findings.add(
            Kind.OUT_OF_FILE, entryAt, "block %d, at 0x%x, is not in the file".formatted(i, at));
      } else {
        places[used++] = at;
      }
    }
    blocks = used;
    Arrays.sort(places, 0, used);
    for (int i = 1; i < used; i++) {
      if (places[i] - places[i - 1] < length) {
        findings.add(
            Kind.OVERLAP, places[i], "two blocks share the bytes at 0x%x".formatted(places[i]));
      }
    }
  }

  private void batmap(VhdHeader header) throws IOException {
    long at = header.tableOffset() + ((4L * header.entries() + 511) & -512);
    if (at > file.size() - 512) {
      return;
    }
    ByteBuffer bytes = file.bytes(at, 512, ByteOrder.BIG_ENDIAN, "batmap");
    byte[] cookie = new byte[8];
    bytes.get(0, cookie);
    if (!new String(cookie, java.nio.charset.StandardCharsets.US_ASCII).equals("tdbatmap")) {
      return;
    }
    long offset = bytes.getLong(8);
    long size = (bytes.getInt(16) & 0xffff_ffffL) * 512;
    if (offset < 0 || offset > file.size() - size) {
      findings.add(Kind.OUT_OF_FILE, at + 8, "the batmap is not in the file");
      return;
    }
    if (size * 8 < header.entries()) {
      bad(at + 16, "the batmap has fewer bits than there are blocks");
    }
    int sum = 0;
    for (long from = 0; from < size; from += PAGE) {
      int count = (int) Math.min(PAGE, size - from);
      ByteBuffer part = file.bytes(offset + from, count, ByteOrder.BIG_ENDIAN, "batmap");
      while (part.hasRemaining()) {
        sum += part.get() & 0xff;
      }
    }
    if (bytes.getInt(24) != ~sum) {
      findings.add(Kind.CHECKSUM, at + 24, "the batmap's checksum is not that of its bytes");
    }
  }
}
