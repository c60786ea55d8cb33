/** Where files of builds are kept. */
@NullMarked
package dev.slipway.queue.artifact;

import org.jspecify.annotations.NullMarked;
