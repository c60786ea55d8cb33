/** {@code slipway doctor}. */
@NullMarked
package dev.slipway.cli.doctor;

import org.jspecify.annotations.NullMarked;
