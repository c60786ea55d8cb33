/** Archives by their checksums, kept for the next time. */
@NullMarked
package dev.slipway.release.cache;

import org.jspecify.annotations.NullMarked;
