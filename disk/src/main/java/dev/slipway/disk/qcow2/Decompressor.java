package dev.slipway.disk.qcow2;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Gives a compressed cluster's bytes back. */
final class Decompressor {
  private Decompressor() {}

  /**
   * Fills the cluster, or says why it can't.
   *
   * @param count how many bytes of the input there are; the last ones need not belong to the data
   */
  static void decompress(Compression codec, byte[] input, int count, byte[] cluster)
      throws DataFormatException {
    if (codec == Compression.ZSTD) {
      zstd(input, count, cluster);
    } else {
      inflate(input, count, cluster);
    }
  }

  private static void inflate(byte[] input, int count, byte[] cluster) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(input, 0, count);
      int done = 0;
      while (done < cluster.length) {
        int more = inflater.inflate(cluster, done, cluster.length - done);
        if (more == 0) {
          throw new DataFormatException("it ends after " + done + " bytes of the cluster");
        }
        done += more;
      }
    } finally {
      inflater.end();
    }
  }

  /** Frame by frame into the cluster itself: a window that a frame asks for is never allocated. */
  private static void zstd(byte[] input, int count, byte[] cluster) throws DataFormatException {
    int done = 0;
    int at = 0;
    try {
      while (done < cluster.length) {
        long frame = Zstd.findFrameCompressedSize(input, at, count - at);
        if (Zstd.isError(frame) || frame <= 0 || frame > count - at) {
          throw new DataFormatException("it ends after " + done + " bytes of the cluster");
        }
        long more =
            Zstd.decompressByteArray(cluster, done, cluster.length - done, input, at, (int) frame);
        if (Zstd.isError(more)) {
          throw new DataFormatException(Zstd.getErrorName(more));
        }
        done += (int) more;
        at += (int) frame;
      }
    } catch (ZstdException e) {
      throw new DataFormatException(e.getMessage());
    }
  }
}
