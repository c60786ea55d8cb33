/** The worker's side of the queue: takes builds, runs them, reports. */
@NullMarked
package dev.slipway.queue.worker;

import org.jspecify.annotations.NullMarked;
