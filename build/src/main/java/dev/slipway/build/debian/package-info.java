/** Debian packages: resolved, fetched, unpacked and configured. */
@NullMarked
package dev.slipway.build.debian;

import org.jspecify.annotations.NullMarked;
