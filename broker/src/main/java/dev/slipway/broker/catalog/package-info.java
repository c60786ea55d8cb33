/** What the broker offers, and how that is read. */
@NullMarked
package dev.slipway.broker.catalog;

import org.jspecify.annotations.NullMarked;
