/** The broker's rows: instances, bindings, operations. */
@NullMarked
package dev.slipway.broker.store;

import org.jspecify.annotations.NullMarked;
