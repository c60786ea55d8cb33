/** Removes what nobody needs any more. */
@NullMarked
package dev.slipway.queue.retention;

import org.jspecify.annotations.NullMarked;
