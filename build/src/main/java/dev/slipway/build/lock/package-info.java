/** The lock file: exactly which packages an image is made of. */
@NullMarked
package dev.slipway.build.lock;

import org.jspecify.annotations.NullMarked;
