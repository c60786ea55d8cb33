/** What lets the user in: typed, and kept where nobody else reads it. */
@NullMarked
package dev.slipway.cli.secret;

import org.jspecify.annotations.NullMarked;
