package dev.slipway.disk.vmdk;

import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;

/** A stream's end: a marker, the footer, which is a header that knows, and the end of stream. */
final class Footer {
  /** How far before the file's end the footer is. */
  static final int BACK = 2 * SparseHeader.SECTOR;

  private Footer() {}

  /** The header that says where the directory is: the given one, or the footer. */
  static SparseHeader or(FileSource file, SparseHeader header) throws IOException {
    if (header.directory() != SparseHeader.AT_END) {
      return header;
    }
    SparseHeader footer = SparseHeader.read(file, file.size() - BACK);
    boolean same =
        footer.capacity() == header.capacity()
            && footer.grain() == header.grain()
            && footer.compressed() == header.compressed();
    if (!same || footer.directory() == SparseHeader.AT_END) {
      throw Fault.at(
          file.name(),
          file.size() - BACK,
          "footer",
          same ? "it does not say where the directory is" : "it does not fit the header");
    }
    return footer;
  }
}
