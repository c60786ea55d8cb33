/** Following builds while they run. */
@NullMarked
package dev.slipway.queue.live;

import org.jspecify.annotations.NullMarked;
