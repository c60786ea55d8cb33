package dev.slipway.disk.convert;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.slipway.disk.deflate.Deflate;

/** Makes chunks smaller. One thread uses it at a time. */
interface Packer extends AutoCloseable {
  /** How many bytes a chunk has at the most afterwards. */
  static int most(int chunkSize) {
    return chunkSize + chunkSize / 128 + 64;
  }

  /**
   * Compresses a part of an array.
   *
   * @return how many bytes it has then
   */
  int pack(byte[] input, int from, int count, byte[] output, int at);

  @Override
  default void close() {}

  /** One that packs so. */
  static Packer of(Packing packing) {
    return switch (packing.method()) {
      case DEFLATE -> {
        Deflate deflate = new Deflate(packing.level());
        yield deflate::compressPart;
      }
      case ZSTD -> new Zstandard(packing.level());
    };
  }

  /** Frames of Zstandard. */
  final class Zstandard implements Packer {
    private final ZstdCompressCtx context = new ZstdCompressCtx();

    Zstandard(int level) {
      context.setLevel(level);
    }

    @Override
    public int pack(byte[] input, int from, int count, byte[] output, int at) {
      return context.compressByteArray(output, at, most(count), input, from, count);
    }

    @Override
    public void close() {
      context.close();
    }
  }
}
