package dev.slipway.disk.qcow2;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;

/** Zstandard, one frame for each cluster. */
final class ZstdCompressor implements Compressor {
  /** zstd's error for a target that is too small: ZSTD_error_dstSize_tooSmall. */
  private static final long TARGET_TOO_SMALL = 70;

  private final ZstdCompressCtx context = new ZstdCompressCtx();

  ZstdCompressor(int level) {
    context.setLevel(level);
  }

  @Override
  public int compress(byte[] input, int from, int count, byte[] output, int at, int most) {
    try {
      return context.compressByteArray(output, at, most, input, from, count);
    } catch (ZstdException e) {
      if (e.getErrorCode() == TARGET_TOO_SMALL) {
        return 0;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
