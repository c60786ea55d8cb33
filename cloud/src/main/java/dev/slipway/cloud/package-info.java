/** Runs instances; today with QEMU on this machine. */
@NullMarked
package dev.slipway.cloud;

import org.jspecify.annotations.NullMarked;
