/** Connections to the brokers, and the broker within the program. */
@NullMarked
package dev.slipway.queue.amqp;

import org.jspecify.annotations.NullMarked;
