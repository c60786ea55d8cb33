/** Boots an image without changing it and says whether it came up. */
@NullMarked
package dev.slipway.cloud.boot;

import org.jspecify.annotations.NullMarked;
