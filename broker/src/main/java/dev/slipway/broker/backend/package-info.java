/** What makes, limits and removes the things that instances are. */
@NullMarked
package dev.slipway.broker.backend;

import org.jspecify.annotations.NullMarked;
