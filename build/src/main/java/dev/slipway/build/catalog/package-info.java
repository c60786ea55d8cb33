/** Images that are there, and what they are made of. */
@NullMarked
package dev.slipway.build.catalog;

import org.jspecify.annotations.NullMarked;
