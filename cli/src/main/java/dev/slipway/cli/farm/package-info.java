/** {@code slipway farm}. */
@NullMarked
package dev.slipway.cli.farm;

import org.jspecify.annotations.NullMarked;
