package dev.slipway.release.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes a gzipped tar that is the same whenever and by whomever it is written: no owners, one time
 * for all, modes as git has them. Closing it ends the archive, not the stream below.
 */
public final class TgzWriter implements Closeable {
  /** Old enough for everybody, and not so old that tar finds it implausible. */
  static final Instant TIME = Instant.parse("1980-01-01T00:00:00Z");

  private static final int PLAIN = 0644;
  private static final int EXECUTABLE = 0755;
  private static final int OF_FILES = 0100000;
  private static final int OF_FOLDERS = 040000;
  private static final int LINK = 0120777;

  private final Optional<Gzip> gzip;
  private final TarArchiveOutputStream tar;

  /** Begins an archive. */
  public TgzWriter(OutputStream out) throws IOException {
    this(out, true);
  }

  /**
   * Begins an archive.
   *
   * @param compressed false for a tar that is not gzipped
   */
  public TgzWriter(OutputStream out, boolean compressed) throws IOException {
    this.gzip = compressed ? Optional.of(new Gzip(out)) : Optional.empty();
    this.tar = new TarArchiveOutputStream(compressed ? gzip.get() : out, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
  }

  /** A folder; its name ends with a slash or not. */
  public void folder(String name) throws IOException {
    folder(name, EXECUTABLE);
  }

  /** A folder with permissions of its own, as chmod takes them. */
  public void folder(String name, int mode) throws IOException {
    String slashed = name.endsWith("/") ? name : name + "/";
    put(slashed, TarConstants.LF_DIR, OF_FOLDERS | mode, 0, "");
    tar.closeArchiveEntry();
  }

  /** A symbolic link. */
  public void link(String name, String target) throws IOException {
    put(name, TarConstants.LF_SYMLINK, LINK, 0, target);
    tar.closeArchiveEntry();
  }

  /** A file of bytes. */
  public void file(String name, byte[] bytes) throws IOException {
    put(name, TarConstants.LF_NORMAL, OF_FILES | PLAIN, bytes.length, "");
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  /** A file of text, in UTF-8. */
  public void file(String name, String text) throws IOException {
    file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A file's copy. Where it becomes shorter or longer meanwhile, that is an error. */
  public void file(String name, Path file, boolean executable) throws IOException {
    file(name, file, executable ? EXECUTABLE : PLAIN);
  }

  /** The same with permissions of its own, as chmod takes them. */
  public void file(String name, Path file, int mode) throws IOException {
    put(name, TarConstants.LF_NORMAL, OF_FILES | mode, Files.size(file), "");
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(tar);
    }
    tar.closeArchiveEntry();
  }

  private void put(String name, byte kind, int mode, long size, String target) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind);
    entry.setMode(mode);
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setSize(size);
    entry.setModTime(FileTime.from(TIME));
    if (kind == TarConstants.LF_SYMLINK) {
      entry.setLinkName(target);
    }
    tar.putArchiveEntry(entry);
  }

  @Override
  public void close() throws IOException {
    tar.finish();
    if (gzip.isPresent()) {
      gzip.get().finish();
    }
  }
}
