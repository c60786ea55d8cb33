/** What is secret: made at random, and sealed where it is kept. */
@NullMarked
package dev.slipway.broker.secret;

import org.jspecify.annotations.NullMarked;
