/** What follows from builds, as API and pages change it. */
@NullMarked
package dev.slipway.server.consequence;

import org.jspecify.annotations.NullMarked;
