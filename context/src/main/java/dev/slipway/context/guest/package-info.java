/** What an image needs in it to read its context: scripts, units, links. */
@NullMarked
package dev.slipway.context.guest;

import org.jspecify.annotations.NullMarked;
