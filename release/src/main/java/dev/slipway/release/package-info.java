/** BOSH releases: made, checked, rendered, compiled and moved. */
@NullMarked
package dev.slipway.release;

import org.jspecify.annotations.NullMarked;
