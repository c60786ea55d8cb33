/** The server's side of the queue: hands builds out, takes reports, notices what was lost. */
@NullMarked
package dev.slipway.queue.dispatch;

import org.jspecify.annotations.NullMarked;
