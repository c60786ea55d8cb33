package dev.slipway.build.debian;

import dev.slipway.disk.xz.Xz;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import org.tukaani.xz.LZMAInputStream;

/** The parts of a Debian package (deb(5)): tar archives, compressed in one way or another. */
final class DebMember {
  /** What decoding a package of before 2011 may need. */
  private static final int LZMA_KIB = 80 << 10;

  private DebMember() {}

  /**
   * Opens a part, decompressed.
   *
   * @param name as in {@code data.tar}, without the ending that says how it is compressed
   */
  static InputStream open(Path deb, String name) throws IOException {
    InputStream file = new BufferedInputStream(Files.newInputStream(deb), 1 << 16);
    try {
      ArArchiveInputStream ar = new ArArchiveInputStream(file);
      for (ArArchiveEntry e = ar.getNextEntry(); e != null; e = ar.getNextEntry()) {
        if (e.getName().startsWith(name)) {
          return decompressed(e.getName(), name.length(), ar);
        }
      }
      throw new IOException("it has no " + name + "; it is no Debian package");
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static InputStream decompressed(String name, int from, InputStream in)
      throws IOException {
    return switch (name.substring(from)) {
      case ".xz" -> Xz.open(in);
      case ".gz" -> new GZIPInputStream(in, 1 << 16);
      case ".zst" -> new ZstdCompressorInputStream(in);
      case ".bz2" -> new BZip2CompressorInputStream(in, true);
      case ".lzma" -> new LZMAInputStream(in, LZMA_KIB);
      case "" -> in;
      default -> throw new IOException(name + ": unknown compression");
    };
  }
}
