/** Checksums as releases write them. */
@NullMarked
package dev.slipway.release.digest;

import org.jspecify.annotations.NullMarked;
