/** Reads .xz streams, with the system's liblzma where it has one. */
@NullMarked
package dev.slipway.disk.xz;

import org.jspecify.annotations.NullMarked;
