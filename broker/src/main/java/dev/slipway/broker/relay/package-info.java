/** Passes calls on to another service broker. */
@NullMarked
package dev.slipway.broker.relay;

import org.jspecify.annotations.NullMarked;
