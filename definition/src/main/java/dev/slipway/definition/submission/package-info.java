/** Tells apart what people hand in to be built. */
@NullMarked
package dev.slipway.definition.submission;

import org.jspecify.annotations.NullMarked;
