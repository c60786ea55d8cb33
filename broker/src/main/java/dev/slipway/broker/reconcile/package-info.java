/** Compares what is written down with what is there. */
@NullMarked
package dev.slipway.broker.reconcile;

import org.jspecify.annotations.NullMarked;
