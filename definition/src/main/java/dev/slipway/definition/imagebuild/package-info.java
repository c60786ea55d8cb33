/** Reads imagebuild.conf, strictly: what boot, DVD or live image is to be built of RPM packages. */
@NullMarked
package dev.slipway.definition.imagebuild;

import org.jspecify.annotations.NullMarked;
