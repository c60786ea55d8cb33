/** Makes a release of a release directory. */
@NullMarked
package dev.slipway.release.create;

import org.jspecify.annotations.NullMarked;
