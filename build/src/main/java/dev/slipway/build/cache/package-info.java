/** Results of steps, kept by what they were made from. */
@NullMarked
package dev.slipway.build.cache;

import org.jspecify.annotations.NullMarked;
