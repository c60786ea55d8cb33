/** Builds' logs as people read them. */
@NullMarked
package dev.slipway.queue.log;

import org.jspecify.annotations.NullMarked;
