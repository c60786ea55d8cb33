/** A release directory: its folders, its configuration, what git says of it. */
@NullMarked
package dev.slipway.release.directory;

import org.jspecify.annotations.NullMarked;
