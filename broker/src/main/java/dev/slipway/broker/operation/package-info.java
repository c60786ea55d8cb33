/** What is done to instances and bindings: admitted, written down, run, resumed. */
@NullMarked
package dev.slipway.broker.operation;

import org.jspecify.annotations.NullMarked;
