/** Keys with a prefix on a Redis server, or Redis servers of one's own. */
@NullMarked
package dev.slipway.broker.redis;

import org.jspecify.annotations.NullMarked;
