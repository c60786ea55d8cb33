/** What happens to builds, as values and as JSON. */
@NullMarked
package dev.slipway.queue.event;

import org.jspecify.annotations.NullMarked;
