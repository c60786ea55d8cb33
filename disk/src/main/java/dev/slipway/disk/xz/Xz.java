package dev.slipway.disk.xz;

import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.XZInputStream;

/** Reads what xz has compressed. */
public final class Xz {
  /** What the largest dictionary that xz makes needs (-9), and a little more. */
  private static final int MOST_MIB = 80;

  private Xz() {}

  /**
   * The decompressed bytes of one or several .xz streams: by the system's liblzma, which is several
   * times as fast, or in Java where it has none.
   *
   * @param in closed with what is returned
   * @throws IOException later, for damaged, truncated or too demanding streams
   */
  public static InputStream open(InputStream in) throws IOException {
    return Liblzma.available()
        ? new LzmaInput(in, (long) MOST_MIB << 20)
        : new XZInputStream(in, MOST_MIB << 10);
  }
}
