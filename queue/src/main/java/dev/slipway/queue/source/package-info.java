/** Definitions as they are submitted. */
@NullMarked
package dev.slipway.queue.source;

import org.jspecify.annotations.NullMarked;
