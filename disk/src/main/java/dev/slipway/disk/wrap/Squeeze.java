package dev.slipway.disk.wrap;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.slipway.disk.deflate.Deflate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * Compresses pieces, each by itself. Any number of threads use it.
 *
 * @param pieceSize bytes of a piece: more would not make files much smaller
 * @param work what is done with one
 */
record Squeeze(int pieceSize, Work work) {
  private static final int SMALL = 1 << 20;
  private static final int LARGE = 4 << 20;

  /** Makes a piece smaller. */
  interface Work {
    byte[] compress(byte[] piece) throws IOException;
  }

  static Squeeze of(Wrapping wrapping, int level) {
    return switch (wrapping) {
      case GZIP, ZIP -> new Squeeze(SMALL, piece -> deflate(piece, level));
      case ZSTD -> new Squeeze(LARGE, piece -> zstd(piece, level));
      case XZ -> new Squeeze(LARGE, piece -> xz(piece, level));
      case BZIP2 -> new Squeeze(LARGE, piece -> bzip2(piece, level));
    };
  }

  private static byte[] deflate(byte[] piece, int level) {
    byte[] packed = new byte[piece.length + piece.length / 128 + 64];
    int count = new Deflate(level).compressPart(piece, 0, piece.length, packed, 0);
    return Arrays.copyOf(packed, count);
  }

  private static byte[] zstd(byte[] piece, int level) {
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      return context.setLevel(level).setChecksum(true).compress(piece);
    }
  }

  private static byte[] xz(byte[] piece, int level) throws IOException {
    LZMA2Options options = new LZMA2Options(level);
    options.setDictSize(Math.min(options.getDictSize(), LARGE));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream stream = new XZOutputStream(packed, options)) {
      stream.write(piece);
    }
    return packed.toByteArray();
  }

  private static byte[] bzip2(byte[] piece, int level) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream stream = new BZip2CompressorOutputStream(packed, level)) {
      stream.write(piece);
    }
    return packed.toByteArray();
  }
}
