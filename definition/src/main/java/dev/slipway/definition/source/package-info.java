/**
 * What every reader of a user's file needs: its text, what is wrong with it and where, the word
 * that was probably meant, and how a piece of it is shown.
 */
@NullMarked
package dev.slipway.definition.source;

import org.jspecify.annotations.NullMarked;
