package dev.slipway.disk.archive;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.Zeros;
import dev.slipway.disk.check.Finding;
import dev.slipway.disk.check.Findings;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Looks whether a tar's headers, its members and its end are there, and changes nothing. */
public final class TarCheck {
  /** What ends a tar: two blocks of zeros. */
  private static final int END = 2 * TarHeader.BLOCK;

  private static final int WINDOW = 1 << 16;

  private final FileSource file;
  private final Findings findings;

  private TarCheck(FileSource file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  /** Checks a tar; gives the files that come before the first fault. */
  public static TarContent check(FileSource file, Findings findings) throws IOException {
    TarReader reader = new TarReader(file);
    boolean complete = new TarCheck(file, findings).check(reader);
    return new TarContent(file, reader.entries(), complete);
  }

  private boolean check(TarReader reader) throws IOException {
    try {
      while (reader.member()) {
        // The reader notes the files.
      }
    } catch (DiskException e) {
      boolean cut = file.size() - reader.at() < TarHeader.BLOCK;
      findings.add(
          cut ? Finding.Kind.OUT_OF_FILE : Finding.Kind.BAD_ENTRY,
          cut ? file.size() : reader.at(),
          "" + e.getMessage());
      return false;
    }
    end(reader.at());
    return true;
  }

  private void end(long start) throws IOException {
    if (file.size() - start < END) {
      findings.add(
          Finding.Kind.OUT_OF_FILE,
          file.size(),
          "the two blocks of zeros that end a tar are missing: it was cut short");
      return;
    }
    ByteBuffer window = ByteBuffer.allocate(WINDOW);
    for (long at = start; at < file.size(); at += WINDOW) {
      window.clear().limit((int) Math.min(WINDOW, file.size() - at));
      file.read(at, window);
      if (!Zeros.are(window, 0, window.limit())) {
        findings.add(
            Finding.Kind.BAD_ENTRY,
            start,
            "zeros end the tar here, and other bytes follow: a header was overwritten, or"
                + " something was appended");
        return;
      }
    }
  }
}
