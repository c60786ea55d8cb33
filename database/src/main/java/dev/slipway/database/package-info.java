/** Where services keep their rows: SQLite or PostgreSQL, with migrations. */
@NullMarked
package dev.slipway.database;

import org.jspecify.annotations.NullMarked;
