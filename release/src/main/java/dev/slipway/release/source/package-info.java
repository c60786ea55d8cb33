/** The files that a job, a package or a licence is made of, and their fingerprint. */
@NullMarked
package dev.slipway.release.source;

import org.jspecify.annotations.NullMarked;
