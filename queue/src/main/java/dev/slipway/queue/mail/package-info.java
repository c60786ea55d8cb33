/** Tells people of builds and of brokers by mail. */
@NullMarked
package dev.slipway.queue.mail;

import org.jspecify.annotations.NullMarked;
