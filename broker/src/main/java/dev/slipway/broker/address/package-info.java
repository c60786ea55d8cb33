/** Where the servers are that back ends talk to. */
@NullMarked
package dev.slipway.broker.address;

import org.jspecify.annotations.NullMarked;
