/** Tells other programs of builds, as they happen. */
@NullMarked
package dev.slipway.queue.webhook;

import org.jspecify.annotations.NullMarked;
