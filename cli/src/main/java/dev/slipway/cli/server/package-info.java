/** {@code slipway server} and {@code slipway worker}. */
@NullMarked
package dev.slipway.cli.server;

import org.jspecify.annotations.NullMarked;
