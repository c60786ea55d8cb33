/**
 * Reads a context from context.yml or from a folder, and says all that is wrong with it at once.
 */
@NullMarked
package dev.slipway.context.reader;

import org.jspecify.annotations.NullMarked;
