/** {@code slipway vm}. */
@NullMarked
package dev.slipway.cli.vm;

import org.jspecify.annotations.NullMarked;
