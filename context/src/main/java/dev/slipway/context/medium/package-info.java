/** The media that a context is handed over on, in each of their forms. */
@NullMarked
package dev.slipway.context.medium;

import org.jspecify.annotations.NullMarked;
