package dev.slipway.disk.archive;

import dev.slipway.disk.Extent;
import dev.slipway.disk.file.FileSource;
import org.jspecify.annotations.Nullable;

/** A file's bytes, and where it has some that are not zero for sure. */
interface Content extends FileSource {
  /** The first stretch with data in a range; null where there is none. */
  @Nullable Extent nextExtent(long from, long to);
}
