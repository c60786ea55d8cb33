/** The steps that make an image. */
@NullMarked
package dev.slipway.build.image;

import org.jspecify.annotations.NullMarked;
