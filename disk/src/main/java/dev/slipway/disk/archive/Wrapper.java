package dev.slipway.disk.archive;

import com.github.luben.zstd.ZstdInputStream;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.xz.Xz;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** Ways in which a file may be compressed as a whole. */
enum Wrapper {
  GZIP("1f8b08"),
  XZ("fd377a585a00"),
  ZSTD("28b52ffd"),
  /** With what comes after, as three letters and a digit may begin anything. */
  BZIP2("425a68") {
    @Override
    boolean fits(ByteBuffer start) {
      if (!super.fits(start) || start.limit() < 10) {
        return false;
      }
      long magic = start.getLong(2) & 0xffff_ffff_ffffL;
      // The first block's, or the end's where there is none.
      return magic == 0x3141_5926_5359L || magic == 0x1772_4538_5090L;
    }
  },
  ZIP("504b0304");

  private final String magic;

  Wrapper(String magic) {
    this.magic = magic;
  }

  /** Its name, as of a program. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean fits(ByteBuffer start) {
    byte[] bytes = HexFormat.of().parseHex(magic);
    return start.limit() >= bytes.length
        && ByteBuffer.wrap(bytes).equals(start.slice(0, bytes.length));
  }

  /** The one that a file's first bytes show; null where they show none. */
  static @Nullable Wrapper probe(ByteBuffer start) {
    for (Wrapper each : values()) {
      if (each.fits(start)) {
        return each;
      }
    }
    return null;
  }

  InputStream decompress(InputStream packed) throws IOException {
    return switch (this) {
      case GZIP ->
          GzipCompressorInputStream.builder()
              .setInputStream(packed)
              .setDecompressConcatenated(true)
              .get();
      case XZ -> Xz.open(packed);
      case ZSTD -> new ZstdInputStream(packed);
      case BZIP2 -> new BZip2CompressorInputStream(packed, true);
      case ZIP -> onlyMember(new ZipInputStream(packed));
    };
  }

  private static InputStream onlyMember(ZipInputStream zip) throws IOException {
    ZipEntry entry = zip.getNextEntry();
    while (entry != null && entry.isDirectory()) {
      entry = zip.getNextEntry();
    }
    if (entry == null) {
      throw new DiskException("it has no file in it");
    }
    return new OneMember(zip);
  }

  /** Ends with the first file, and refuses a second one. */
  private static final class OneMember extends InputStream {
    private final ZipInputStream zip;

    OneMember(ZipInputStream zip) {
      this.zip = zip;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = zip.read(bytes, offset, length);
      if (count < 0 && zip.getNextEntry() != null) {
        throw new IOException("it has several files in it; unpack the one that is meant");
      }
      return count;
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }
}
