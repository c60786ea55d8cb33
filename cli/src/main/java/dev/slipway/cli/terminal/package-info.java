/** Telling people, and programs, how far work has come. */
@NullMarked
package dev.slipway.cli.terminal;

import org.jspecify.annotations.NullMarked;
