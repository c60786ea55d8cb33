/** Writes a disk in any number of formats, going through it once. */
@NullMarked
package dev.slipway.disk.convert;

import org.jspecify.annotations.NullMarked;
