/** What the service knows, in SQLite or PostgreSQL. */
@NullMarked
package dev.slipway.queue.store;

import org.jspecify.annotations.NullMarked;
