/** Versions of releases, and which comes after which. */
@NullMarked
package dev.slipway.release.version;

import org.jspecify.annotations.NullMarked;
