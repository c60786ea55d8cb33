/** The server's own certificate, and whom its clients believe. */
@NullMarked
package dev.slipway.server.certificate;

import org.jspecify.annotations.NullMarked;
