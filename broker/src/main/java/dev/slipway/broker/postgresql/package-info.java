/** Databases on a PostgreSQL server. */
@NullMarked
package dev.slipway.broker.postgresql;

import org.jspecify.annotations.NullMarked;
