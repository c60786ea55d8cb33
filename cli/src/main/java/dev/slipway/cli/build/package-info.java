/** {@code slipway build}: the build service, from elsewhere. */
@NullMarked
package dev.slipway.cli.build;

import org.jspecify.annotations.NullMarked;
