/** Instances that store more than their plan allows. */
@NullMarked
package dev.slipway.broker.quota;

import org.jspecify.annotations.NullMarked;
