/** {@code slipway image}. */
@NullMarked
package dev.slipway.cli.image;

import org.jspecify.annotations.NullMarked;
