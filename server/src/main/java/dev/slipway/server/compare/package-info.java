/** What differs between two builds. */
@NullMarked
package dev.slipway.server.compare;

import org.jspecify.annotations.NullMarked;
