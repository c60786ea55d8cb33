/** Brings results of builds to where they are wanted. */
@NullMarked
package dev.slipway.queue.staging;

import org.jspecify.annotations.NullMarked;
