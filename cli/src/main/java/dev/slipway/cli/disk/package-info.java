/** {@code slipway disk}. */
@NullMarked
package dev.slipway.cli.disk;

import org.jspecify.annotations.NullMarked;
