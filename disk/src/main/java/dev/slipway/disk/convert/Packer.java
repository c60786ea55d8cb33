package dev.slipway.disk.convert;

import com.github.luben.zstd.ZstdCompressCtx;
import dev.slipway.disk.deflate.Deflate;
import dev.slipway.disk.deflate.Isal;

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

  /**
   * One that packs so.
   *
   * @param nativeDeflate whether to deflate with the system's library, if there is one
   */
  static Packer of(Packing packing, boolean nativeDeflate) {
    if (packing.method() == Packing.Method.ZSTD) {
      return new Zstandard(packing.level());
    }
    if (nativeDeflate && Isal.available()) {
      return new Native();
    }
    Deflate deflate = new Deflate(packing.level());
    return deflate::compressPart;
  }

  /** The system's library. */
  final class Native implements Packer {
    private final Isal isal = Isal.create();

    @Override
    public int pack(byte[] input, int from, int count, byte[] output, int at) {
      return isal.compressPart(input, from, count, output, at);
    }

    @Override
    public void close() {
      isal.close();
    }
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
