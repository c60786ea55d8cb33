/** The REST API below /api/v1. */
@NullMarked
package dev.slipway.server.api;

import org.jspecify.annotations.NullMarked;
