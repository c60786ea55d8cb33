/** The service broker: what is in its catalog, and what was made of it. No HTTP in it. */
@NullMarked
package dev.slipway.broker;

import org.jspecify.annotations.NullMarked;
