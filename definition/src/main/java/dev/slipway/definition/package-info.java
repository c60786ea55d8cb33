/** Parses definitions into one set of records, with diagnostics. */
@NullMarked
package dev.slipway.definition;

import org.jspecify.annotations.NullMarked;
