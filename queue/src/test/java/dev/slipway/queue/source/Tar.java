package dev.slipway.queue.source;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A tar as somebody with bad intentions writes it. */
final class Tar implements AutoCloseable {
  private final TarArchiveOutputStream out;

  Tar(OutputStream to) {
    out = new TarArchiveOutputStream(to, "UTF-8");
    out.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
  }

  static Tar at(Path file) throws IOException {
    return new Tar(Files.newOutputStream(file));
  }

  Tar file(String name, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(bytes.length);
    out.putArchiveEntry(entry);
    out.write(bytes);
    out.closeArchiveEntry();
    return this;
  }

  Tar folder(String name) throws IOException {
    return special(name + "/", TarConstants.LF_DIR, "");
  }

  Tar link(String name, String target) throws IOException {
    return special(name, TarConstants.LF_SYMLINK, target);
  }

  Tar special(String name, byte type, String target) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
    entry.setLinkName(target);
    out.putArchiveEntry(entry);
    out.closeArchiveEntry();
    return this;
  }

  /** A file of zeros. */
  Tar zeros(String name, long size) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(size);
    out.putArchiveEntry(entry);
    byte[] buffer = new byte[1 << 20];
    for (long left = size; left > 0; left -= buffer.length) {
      out.write(buffer, 0, (int) Math.min(left, buffer.length));
    }
    out.closeArchiveEntry();
    return this;
  }

  /** What says, before a file, that its name is so long. */
  Tar longName(int length) throws IOException {
    TarArchiveEntry entry =
        new TarArchiveEntry(TarConstants.GNU_LONGLINK, TarConstants.LF_GNUTYPE_LONGNAME);
    entry.setSize(length);
    out.putArchiveEntry(entry);
    out.write("n".repeat(length).getBytes(StandardCharsets.UTF_8));
    out.closeArchiveEntry();
    return file("short", "");
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
