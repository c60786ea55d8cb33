package dev.slipway.disk.qcow2;

/** Makes clusters smaller. One thread uses it at a time. */
interface Compressor extends AutoCloseable {
  /**
   * Compresses a part of an array.
   *
   * @param most how many bytes the result may have
   * @return how many bytes the result has; 0 where they would be more
   */
  int compress(byte[] input, int from, int count, byte[] output, int at, int most);

  @Override
  void close();

  /** The one that an image's options ask for; they do ask for compression. */
  static Compressor of(Qcow2Options options) {
    return options.compression() == Compression.ZSTD
        ? new ZstdCompressor(options.level())
        : new ZlibCompressor(options.level());
  }
}
