/** Virtual hosts on a RabbitMQ. */
@NullMarked
package dev.slipway.broker.rabbitmq;

import org.jspecify.annotations.NullMarked;
