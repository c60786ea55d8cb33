package dev.slipway.release.archive;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Reads a gzipped tar that nobody has to trust, or one that is not gzipped, as releases with {@code
 * no_compression} are: names stay below the folder, each is there once, only files, folders and
 * links are in it, and all of it together has bounds.
 */
public final class TgzReader {
  private static final int LONGEST_HEADER = 64 * 1024;
  private static final int BUFFER = 64 * 1024;
  private static final int GZIP = 0x1f8b;
  private static final int TAR_HEADER = 512;

  private final String what;
  private final Limits limits;
  private final Set<String> files = new HashSet<>();
  private long bytes;

  private TgzReader(String what, Limits limits) {
    this.what = what;
    this.limits = limits;
  }

  /**
   * How much may be in an archive.
   *
   * @param bytes unpacked, of all of it
   * @param entries how many
   */
  public record Limits(long bytes, int entries) {
    /** Of what a release has: 64 GiB, and as many files as a large source tree. */
    public static final Limits OF_A_RELEASE = new Limits(64L << 30, 2_000_000);

    /** So much comes of any file before it looks like a bomb. */
    private static final long FREE = 1L << 30;

    /** What archives pack well is packed to a hundredth; what is packed further means harm. */
    private static final long RATIO = 250;

    /** Of a release or a package that comes as a file of so many bytes. */
    public static Limits ofFile(long size) {
      long most = size > OF_A_RELEASE.bytes() / RATIO ? OF_A_RELEASE.bytes() : FREE + RATIO * size;
      return new Limits(Math.min(OF_A_RELEASE.bytes(), most), OF_A_RELEASE.entries());
    }
  }

  /** What is in a tar. */
  public enum Kind {
    FILE,
    FOLDER,
    /** A symbolic one. */
    LINK,
    /** Another name for a file that has come before. */
    HARD_LINK
  }

  /**
   * An entry.
   *
   * @param name without {@code ./} in front and a slash at the end; empty for the folder itself
   * @param mode its permissions, as chmod takes them
   * @param target what a symbolic link points to, or the name of the file that a hard link is;
   *     empty for others
   */
  public record Entry(String name, Kind kind, long size, int mode, String target) {
    /** Whether anybody may run it. */
    public boolean executable() {
      return (mode & 0111) != 0;
    }
  }

  /** Takes what is in an archive, one after the other. */
  public interface Taker {
    /**
     * Takes an entry.
     *
     * @param content of a file, to be read before this returns; need not be read to its end
     * @return whether to go on
     */
    boolean take(Entry entry, InputStream content) throws IOException;
  }

  /**
   * Reads an archive from its beginning.
   *
   * @param what it is, for messages
   * @throws ReleaseException with {@link Code#BAD_ARCHIVE} where it is damaged or means harm
   */
  public static void read(Path file, String what, Limits limits, Taker taker) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      read(in, what, limits, taker);
    }
  }

  /** The same of a stream, which stays open. */
  public static void read(InputStream in, String what, Limits limits, Taker taker)
      throws IOException {
    new TgzReader(what, limits).read(in, taker);
  }

  private void read(InputStream in, Taker taker) throws IOException {
    Set<String> seen = new HashSet<>();
    try (TarArchiveInputStream tar = new BoundedTar(new Counted(tar(in)), what)) {
      TarArchiveEntry next = next(tar);
      while (next != null) {
        Entry entry = entry(next);
        if (!entry.name().isEmpty() && !seen.add(entry.name())) {
          throw bad("has `" + entry.name() + "` twice");
        }
        if (seen.size() > limits.entries()) {
          throw bad("has more than " + limits.entries() + " files");
        }
        if (!taker.take(entry, tar)) {
          return;
        }
        next = next(tar);
      }
    } catch (EOFException e) {
      throw bad("is cut off", e);
    } catch (ZipException e) {
      throw bad("is not a whole gzip file: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw bad("is not a tar: " + e.getMessage(), e);
    }
  }

  private InputStream tar(InputStream in) throws IOException {
    InputStream kept =
        new BufferedInputStream(in, BUFFER) {
          @Override
          public void close() {
            // Whoever opened it closes it.
          }
        };
    kept.mark(TAR_HEADER);
    byte[] start = kept.readNBytes(TAR_HEADER);
    kept.reset();
    boolean zipped = start.length > 1 && ((start[0] & 0xff) << 8 | start[1] & 0xff) == GZIP;
    boolean plain = !zipped && TarArchiveInputStream.matches(start, start.length);
    return plain ? kept : unzip(kept);
  }

  private InputStream unzip(InputStream kept) throws IOException {
    try {
      return GzipCompressorInputStream.builder()
          .setInputStream(kept)
          .setDecompressConcatenated(true)
          .get();
    } catch (EOFException e) {
      throw bad("is cut off", e);
    } catch (IOException e) {
      throw bad("is neither a gzip file nor a tar: " + e.getMessage(), e);
    }
  }

  private TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
    try {
      return tar.getNextEntry();
    } catch (ReleaseException | EOFException e) {
      throw e;
    } catch (IOException e) {
      throw bad("is not a whole tar: " + e.getMessage(), e);
    }
  }

  private Entry entry(TarArchiveEntry entry) throws ReleaseException {
    String name = confined(entry.getName());
    Kind kind =
        entry.isSymbolicLink()
            ? Kind.LINK
            : entry.isLink()
                ? Kind.HARD_LINK
                : entry.isDirectory() ? Kind.FOLDER : entry.isFile() ? Kind.FILE : null;
    boolean special =
        entry.isSparse() || entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO();
    if (kind == null || special) {
      throw bad("has `" + name + "`, which is neither a file, a folder nor a link");
    }
    if (kind == Kind.FILE) {
      files.add(name);
    }
    return new Entry(name, kind, entry.getSize(), entry.getMode() & 07777, target(entry, kind));
  }

  private String target(TarArchiveEntry entry, Kind kind) throws ReleaseException {
    return switch (kind) {
      case LINK -> entry.getLinkName();
      case HARD_LINK -> {
        String target = confined(entry.getLinkName());
        if (!files.contains(target)) {
          throw bad(
              "has the hard link `"
                  + entry.getName()
                  + "` to `"
                  + target
                  + "`, which is no file that comes before it");
        }
        yield target;
      }
      case FILE, FOLDER -> "";
    };
  }

  private String confined(String written) throws ReleaseException {
    StringBuilder name = new StringBuilder();
    for (String part : written.split("/")) {
      if (part.equals("..")) {
        throw bad("has `" + written + "`, which leads out of it");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        name.append(name.isEmpty() ? "" : "/").append(part);
      }
    }
    if (written.startsWith("/") || written.indexOf('\0') >= 0) {
      throw bad("has `" + written.replace("\0", "\\0") + "`, which leads out of it");
    }
    return name.toString();
  }

  private ReleaseException bad(String why) {
    return new ReleaseException(Code.BAD_ARCHIVE, what + " " + why);
  }

  private ReleaseException bad(String why, Exception cause) {
    return new ReleaseException(Code.BAD_ARCHIVE, what + " " + why, cause);
  }

  /** Counts what comes out of the gzip, so that a small file does not become a huge one. */
  private final class Counted extends FilterInputStream {
    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return count(super.read(buffer, offset, length));
    }

    private int count(int read) throws ReleaseException {
      bytes += Math.max(read, 0);
      if (bytes > limits.bytes()) {
        throw bad("becomes more than " + limits.bytes() + " bytes when it is unpacked");
      }
      return read;
    }
  }

  /** Long names are read into memory as they come: these are as long as anybody likes otherwise. */
  private static final class BoundedTar extends TarArchiveInputStream {
    private final String what;

    BoundedTar(InputStream tar, String what) {
      super(tar, "UTF-8");
      this.what = what;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      TarArchiveEntry entry = getCurrentEntry();
      if (entry != null && isHeader(entry) && entry.getSize() > LONGEST_HEADER) {
        throw new ReleaseException(
            Code.BAD_ARCHIVE, what + " has a header of %,d bytes".formatted(entry.getSize()));
      }
      return super.read(buffer, offset, length);
    }

    private static boolean isHeader(TarArchiveEntry entry) {
      return entry.isGNULongNameEntry()
          || entry.isGNULongLinkEntry()
          || entry.isPaxHeader()
          || entry.isGlobalPaxHeader();
    }
  }
}
