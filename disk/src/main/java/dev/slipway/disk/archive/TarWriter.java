package dev.slipway.disk.archive;

import dev.slipway.disk.convert.Output;
import java.io.IOException;
import java.time.Instant;

/** Writes members of a tar one after the other, all with the same time. */
public final class TarWriter {
  private final Output output;
  private final Instant time;

  /** Begins an archive where the output is. */
  public TarWriter(Output output, Instant time) {
    this.output = output;
    this.time = time;
  }

  /** Writes a small file of root's. */
  public void file(String name, byte[] content) throws IOException {
    output.write(TarHeader.file(name, content.length, time).bytes());
    output.write(content);
    endFile();
  }

  /** Writes a folder; its name ends with a slash. */
  public void folder(String name, int mode, int user) throws IOException {
    output.write(new TarHeader(name, mode, user, 0, time, TarHeader.FOLDER).bytes());
  }

  /** Writes a header; the file's bytes are to follow, and {@link #endFile} after them. */
  public void begin(String name, int mode, int user, long size) throws IOException {
    output.write(new TarHeader(name, mode, user, size, time, TarHeader.FILE).bytes());
  }

  /**
   * Leaves room for a header that is written with {@link #patch} when its file is there.
   *
   * @return its place
   */
  public long reserve() throws IOException {
    long at = output.position();
    output.skip(TarHeader.BLOCK);
    return at;
  }

  /** Writes the header of a file of root's where room was left for it. */
  public void patch(long at, String name, long size) throws IOException {
    output.patch(at, TarHeader.file(name, size, time).bytes());
  }

  /** Fills a file's last block. */
  public void endFile() throws IOException {
    output.align(TarHeader.BLOCK);
  }

  /** Ends the archive with two blocks of zeros. */
  public void end() throws IOException {
    output.skip(2 * TarHeader.BLOCK);
  }
}
