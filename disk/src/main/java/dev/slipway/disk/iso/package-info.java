/**
 * Reads and writes ISO 9660 images (ECMA-119) with Rock Ridge (SUSP 1.10, RRIP 1.09) for Linux and
 * Joliet for Windows.
 */
@NullMarked
package dev.slipway.disk.iso;

import org.jspecify.annotations.NullMarked;
