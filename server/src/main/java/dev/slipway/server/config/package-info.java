/** How a server is configured. */
@NullMarked
package dev.slipway.server.config;

import org.jspecify.annotations.NullMarked;
