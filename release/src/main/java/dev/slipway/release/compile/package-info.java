/** Compiles a release's packages as BOSH's agent does, each in a fresh copy of a system. */
@NullMarked
package dev.slipway.release.compile;

import org.jspecify.annotations.NullMarked;
