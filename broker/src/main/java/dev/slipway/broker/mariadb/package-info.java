/** Databases on a MariaDB or MySQL server. */
@NullMarked
package dev.slipway.broker.mariadb;

import org.jspecify.annotations.NullMarked;
