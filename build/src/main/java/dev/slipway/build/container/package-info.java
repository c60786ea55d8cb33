/** Throw-away copies of images for programs that are not part of an image. */
@NullMarked
package dev.slipway.build.container;

import org.jspecify.annotations.NullMarked;
