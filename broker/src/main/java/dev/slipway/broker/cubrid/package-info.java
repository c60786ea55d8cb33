/** Databases of a CUBRID installation on this machine. */
@NullMarked
package dev.slipway.broker.cubrid;

import org.jspecify.annotations.NullMarked;
