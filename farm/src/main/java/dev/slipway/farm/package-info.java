/** Installs master and workers over SSH. */
@NullMarked
package dev.slipway.farm;

import org.jspecify.annotations.NullMarked;
