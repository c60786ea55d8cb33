/** {@code slipway context}. */
@NullMarked
package dev.slipway.cli.context;

import org.jspecify.annotations.NullMarked;
