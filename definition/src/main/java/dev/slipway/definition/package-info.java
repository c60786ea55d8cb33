/**
 * What an image is to be: immutable records, whatever file they were read from. Every default is
 * already filled in, so that nothing behind them has to know one.
 */
@NullMarked
package dev.slipway.definition;

import org.jspecify.annotations.NullMarked;
