/** The service's pages: HTML that works without scripts, and follows what happens with them. */
@NullMarked
package dev.slipway.server.page;

import org.jspecify.annotations.NullMarked;
