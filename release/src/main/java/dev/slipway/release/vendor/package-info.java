/** Packages of other releases, taken into this one as they were built there. */
@NullMarked
package dev.slipway.release.vendor;

import org.jspecify.annotations.NullMarked;
