/** {@code slipway release}: one class for each command. */
@NullMarked
package dev.slipway.cli.release;

import org.jspecify.annotations.NullMarked;
