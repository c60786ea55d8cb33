/** Credentials that are the same for all. */
@NullMarked
package dev.slipway.broker.fixed;

import org.jspecify.annotations.NullMarked;
