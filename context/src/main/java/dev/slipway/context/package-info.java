/** Writes and explains what an instance reads at first boot, and the guest side that reads it. */
@NullMarked
package dev.slipway.context;

import org.jspecify.annotations.NullMarked;
