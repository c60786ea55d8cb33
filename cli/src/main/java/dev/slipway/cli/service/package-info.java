/** {@code slipway service}: a client of service brokers. */
@NullMarked
package dev.slipway.cli.service;

import org.jspecify.annotations.NullMarked;
