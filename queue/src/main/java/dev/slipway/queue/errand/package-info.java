/** Work for later, which outlives the process. */
@NullMarked
package dev.slipway.queue.errand;

import org.jspecify.annotations.NullMarked;
