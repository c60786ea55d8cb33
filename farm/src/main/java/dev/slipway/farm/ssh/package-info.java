/** Runs commands on other hosts, whose keys are checked. */
@NullMarked
package dev.slipway.farm.ssh;

import org.jspecify.annotations.NullMarked;
