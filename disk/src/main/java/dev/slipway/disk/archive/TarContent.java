package dev.slipway.disk.archive;

import dev.slipway.disk.file.FileSource;
import java.util.List;

/**
 * What a tar has in it.
 *
 * @param entries its plain files, in its order
 * @param complete whether these are all, because the tar could be read to its end
 */
public record TarContent(FileSource archive, List<TarEntry> entries, boolean complete) {
  /** Keeps a copy of the list. */
  public TarContent {
    entries = List.copyOf(entries);
  }

  /** A file's bytes, read where they are; closing it closes nothing. */
  public FileSource open(TarEntry entry) {
    return new Member(archive, entry);
  }
}
