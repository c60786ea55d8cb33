/** What operators see of a server: health, metrics, logs; backups. */
@NullMarked
package dev.slipway.server.operation;

import org.jspecify.annotations.NullMarked;
