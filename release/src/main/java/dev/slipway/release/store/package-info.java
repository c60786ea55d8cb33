/** Keeps releases: their parts once, by what is in them, and rows of which release has which. */
@NullMarked
package dev.slipway.release.store;

import org.jspecify.annotations.NullMarked;
