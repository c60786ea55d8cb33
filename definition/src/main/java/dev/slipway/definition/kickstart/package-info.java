/**
 * Reads kickstart files, strictly: commands, packages and scripts as records, and every mistake at
 * once. The syntax is pykickstart's, of all its versions together.
 */
@NullMarked
package dev.slipway.definition.kickstart;

import org.jspecify.annotations.NullMarked;
