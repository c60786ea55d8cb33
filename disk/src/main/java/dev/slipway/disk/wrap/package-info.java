/** Disks' files compressed as a whole: gzip, xz, zstd, bzip2, zip. */
@NullMarked
package dev.slipway.disk.wrap;

import org.jspecify.annotations.NullMarked;
