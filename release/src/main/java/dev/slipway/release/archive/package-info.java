/** Gzipped tars: written the same each time, read without trust. */
@NullMarked
package dev.slipway.release.archive;

import org.jspecify.annotations.NullMarked;
