/** Reads slipway.yml, strictly: every mistake is reported, all at once. */
@NullMarked
package dev.slipway.definition.reader;

import org.jspecify.annotations.NullMarked;
