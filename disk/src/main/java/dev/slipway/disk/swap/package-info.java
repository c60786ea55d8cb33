/** Swap areas, as mkswap makes them. */
@NullMarked
package dev.slipway.disk.swap;

import org.jspecify.annotations.NullMarked;
