/** Runs external programs and tells what happens: commands and events. */
@NullMarked
package dev.slipway.process;

import org.jspecify.annotations.NullMarked;
