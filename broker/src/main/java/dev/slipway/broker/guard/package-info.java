/** Keeps a back end that does not answer from holding everything up, and measures calls. */
@NullMarked
package dev.slipway.broker.guard;

import org.jspecify.annotations.NullMarked;
