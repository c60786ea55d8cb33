/**
 * Turns a definition into a plan of content-hashed steps, runs them, and keeps images in a catalog.
 */
@NullMarked
package dev.slipway.build;

import org.jspecify.annotations.NullMarked;
