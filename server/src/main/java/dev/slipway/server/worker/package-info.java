/** What workers get from a server and put to it, beside messages. */
@NullMarked
package dev.slipway.server.worker;

import org.jspecify.annotations.NullMarked;
