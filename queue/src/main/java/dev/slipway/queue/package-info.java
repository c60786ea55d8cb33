/** The build service: what a build is, from being asked for to its end. */
@NullMarked
package dev.slipway.queue;

import org.jspecify.annotations.NullMarked;
