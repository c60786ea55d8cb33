/** What the files called spec, spec.lock and job.MF say. */
@NullMarked
package dev.slipway.release.spec;

import org.jspecify.annotations.NullMarked;
