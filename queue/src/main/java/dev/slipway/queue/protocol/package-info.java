/** What servers and workers say to each other. */
@NullMarked
package dev.slipway.queue.protocol;

import org.jspecify.annotations.NullMarked;
