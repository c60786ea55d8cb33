/** The Open Service Broker API over HTTP. */
@NullMarked
package dev.slipway.server.servicebroker;

import org.jspecify.annotations.NullMarked;
