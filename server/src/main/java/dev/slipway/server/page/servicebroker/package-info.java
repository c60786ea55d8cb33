/** The service broker's pages, which only show: services, instances, and one of them. */
@NullMarked
package dev.slipway.server.page.servicebroker;

import org.jspecify.annotations.NullMarked;
